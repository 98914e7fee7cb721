"""The record kinds hold together, and every field, kind and choice has its words in both languages."""

import dataclasses
import pickle

import pytest

from salesdesk.domain.account import Note
from salesdesk.domain.contact import Contact
from salesdesk.domain.kinds import KINDS, children_of, kind_of, references_to
from salesdesk.domain.problems import Known
from salesdesk.domain.record import FieldType, Scope, field_map, fields_of
from salesdesk.resources import resource
from salesdesk.text.po import read_po

EVERY_FIELD = [field for kind in KINDS.values() for field in fields_of(kind)]


def words(language: str) -> dict[str, str]:
    path = resource("locale", language, "fields.po")
    return {entry.key: entry.forms[0] for entry in read_po(path.read_text(encoding="utf-8"), path.name)}


def wanted_keys(known: set[str]) -> set[str]:
    keys = {f"kind.{name}" for name in KINDS}
    for field in EVERY_FIELD:
        own = f"field.{field.kind}.{field.name}"
        keys.add(own if own in known else f"field.any.{field.name}")
        keys |= {f"choice.{field.kind}.{field.name}.{code}" for code in field.choices}
    return keys


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_field_kind_and_choice_has_its_words_and_no_word_is_left_over(language):
    found = set(words(language))
    assert found == wanted_keys(found)


def test_chinese_is_chinese():
    plain = {"S", "A", "B", "C"}
    wrong = [key for key, word in words("zh_CN").items() if word.isascii() and word not in plain]
    assert wrong == []


def test_every_kind_can_be_made_empty_and_keeps_the_names_of_the_base_free():
    for kind in KINDS.values():
        record = kind()
        assert record.id and record.KIND in KINDS
        assert not {"value", "heading", "KIND", "PARENTS", "TITLE"} & set(field_map(kind))
        with pytest.raises(dataclasses.FrozenInstanceError):
            record.id = "x"  # type: ignore[misc]


def test_every_reference_names_a_kind_and_ends_in_id():
    for field in EVERY_FIELD:
        if field.type is FieldType.REFERENCE:
            assert field.reference == "*" or field.reference in KINDS, field
            assert field.name.endswith("_id")


def test_every_amount_names_its_currency_and_every_default_is_a_choice():
    for field in EVERY_FIELD:
        kind = KINDS[field.kind]
        if field.type is FieldType.MONEY:
            assert field.currency_field in field_map(kind)
        if field.type is FieldType.CHOICE:
            assert kind().value(field.name) in ("", *field.choices)
        else:
            assert kind().value(field.name) == field.empty or field.name == "currency"


def test_parents_and_titles_are_fields_and_an_account_is_reached_from_every_account_kind():
    for kind in KINDS.values():
        assert set(kind.PARENTS) | set(kind.TITLE) <= set(field_map(kind))
        if kind.SCOPE is Scope.ACCOUNT and kind.KIND != "account":
            assert kind.PARENTS, kind
        if kind.SCOPE is Scope.CLOSE:
            assert kind.PARENTS == ("deal_id",)


def test_importable_kinds_carry_their_outside_id():
    for kind in KINDS.values():
        carries = {"external_id", "external_source"} <= set(field_map(kind))
        assert carries is kind.IMPORTABLE, kind


def test_nothing_outside_the_close_scope_names_a_coach():
    for kind, name in references_to("coach"):
        assert field_map(KINDS[kind])[name].reference == "*"


def test_the_children_of_a_deal_go_with_it_and_its_visits_stay():
    children = children_of("deal")
    assert ("influence", "deal_id") in children
    assert ("note", "about_id") in children
    assert ("visit", "deal_id") not in children
    assert ("visit", "deal_id") in references_to("deal")


def test_contract_of_the_command_line():
    wanted = {
        "account": "name short_name city industry tier owner_id parent_id external_id",
        "contact": "name title account_id reports_to_id email phone external_id",
        "deal": "name account_id stage amount currency close_date status external_id",
        "visit": "account_id deal_id starts_at kind objective_best objective_minimum state",
        "influence": "deal_id contact_id attitude influence on_user_line on_technical_line"
        " on_purchasing_line on_management_line on_decision_line",
        "coach": "deal_id contact_id side competitor_id they_trust_us trusted_inside wants_us_to_win",
    }
    for kind, names in wanted.items():
        assert set(names.split()) <= set(field_map(KINDS[kind]))
    assert field_map(KINDS["deal"])["stage"].choices == ("1", "2", "3", "4", "5", "6")


def test_a_kind_nobody_knows_is_refused_by_name():
    with pytest.raises(Known) as refused:
        kind_of("dragon")
    assert refused.value.code == "E_NOT_FOUND"
    assert kind_of("deal").KIND == "deal"


def test_the_heading_is_one_line():
    assert Note(text="first\nsecond").heading == "first"
    assert Contact(name="Li Na", title="Engineer").heading == "Li Na"
    assert Contact().heading == ""


def test_records_are_compared_by_value_and_shown_by_what_they_hold():
    one, same = Contact(id="c", name="Li Na"), Contact(id="c", name="Li Na")
    assert one == same
    assert hash(one) == hash(same)
    assert one != Contact(id="c", name="Li Min")
    assert one != Contact(id="d", name="Li Na")
    assert one != Note(id="c")
    assert repr(one) == "Contact(id='c', name='Li Na')"
    assert pickle.loads(pickle.dumps(one)) == one
    assert dataclasses.replace(one, title="Engineer").heading == "Li Na"
