"""Contact cards and calendars, in and out: every card and event is read or refused, none is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.desk.importing import DeskLookups
from salesdesk.domain.contact import Contact
from salesdesk.domain.problems import Known
from salesdesk.domain.visit import Attendee, Visit
from salesdesk.exchange.ical import (
    EventRow,
    Person,
    raw_event_count,
    read_calendar,
    read_duration,
    write_calendar,
)
from salesdesk.exchange.records_out import card_of, event_of
from salesdesk.exchange.refusals import message_of, sentence_of
from salesdesk.exchange.source import plan_file
from salesdesk.exchange.vcard import CardRow, read_cards, split_name, write_cards
from tests.exchange.desks import brought_in, planned

STAMP = datetime(2026, 11, 26, tzinfo=UTC)


def cards_of(data_dir, name):
    return read_cards((data_dir / "vcard" / name).read_bytes())


def test_every_real_card_is_read(data_dir):
    counts = {path.name: len(read_cards(path.read_bytes()).cards) for path in (data_dir / "vcard").iterdir()}
    assert counts == {
        "fullcontact.vcf": 1, "gmail-list.vcf": 3, "gmail-single.vcf": 1, "gmail-single2.vcf": 1,
        "outlook-2003.vcf": 1, "outlook-2007.vcf": 1, "radicale-1587.vcf": 1, "rfc2426-example.vcf": 2,
        "rfc6350-example.vcf": 1, "thunderbird-MoreFunctionsForAddressBook-extension.vcf": 1,
    }  # fmt: skip
    assert all(read_cards(path.read_bytes()).problems == () for path in (data_dir / "vcard").iterdir())


def test_what_real_cards_say(data_dir):
    (outlook,) = cards_of(data_dir, "outlook-2003.vcf").cards
    assert (outlook.name, outlook.organisation, outlook.department) == (
        "John Doe III",
        "Company, The",
        "TheDepartment",
    )
    assert outlook.remarks == "This is the note field!!\nSecond line\n\nThird line is empty\n"
    (rfc,) = cards_of(data_dir, "rfc6350-example.vcf").cards
    assert (rfc.phone, rfc.mobile) == ("+1-418-656-9254 ext. 102", "+1-418-262-6501")
    (full,) = cards_of(data_dir, "fullcontact.vcf").cards
    assert (full.email, full.phone, full.mobile) == ("work@example.com", "555-555-1112", "555-555-1113")
    assert cards_of(data_dir, "rfc2426-example.vcf").cards[1].address.startswith("501 E. Middlefield Rd.")


def test_an_old_chinese_card():
    text = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=CD=F5;=CE=B0\r\n"
    text += "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=8D=8E=E5=8C=97=\r\n=E7=94=B5=E5=8A=9B\r\n"
    text += "TEL;CELL:13800000001\r\nEND:VCARD\r\n"
    (card,) = read_cards(text.encode()).cards
    assert (card.name, card.organisation, card.mobile) == ("王伟", "华北电力", "13800000001")


def test_broken_cards_cost_themselves_only():
    text = (
        "BEGIN:VCARD\nVERSION:3.0\nEMAIL:x@y\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Anna\nthis is no line\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Bert\n"
    )
    read = read_cards(text.encode())
    assert [card.name for card in read.cards] == ["Anna"]
    assert [(problem.row, problem.reason) for problem in read.problems] == [
        (1, "card_without_name"),
        (10, "card_without_end"),
    ]
    assert [note.reason for note in read.notes] == ["bad_line"]
    assert all(sentence_of(problem) for problem in (*read.problems, *read.notes))
    with pytest.raises(Known) as caught:
        read_cards(b"hello")
    assert message_of(caught.value)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30).map(
    lambda text: " ".join(text.split())
)


@given(st.builds(CardRow, name=words.filter(bool), organisation=words, department=words, title=words, phone=words,
                 mobile=words, email=words, address=words, remarks=words, other_names=words))  # fmt: skip
def test_cards_come_back(card):
    for version in ("3.0", "4.0"):
        (back,) = read_cards(write_cards([card], version=version)).cards
        assert (back.name, back.organisation, back.title) == (card.name, card.organisation, card.title)
        assert (back.email, back.remarks, back.other_names) == (card.email, card.remarks, card.other_names)


def test_our_own_cards_change_nothing(desk):
    brought_in(desk, "name\n华北电力设备\n", "account")
    text = "姓名,公司,电话,手机,邮箱,备注\n欧阳修远,华北电力设备,010-1,13800000001,a@b.cn,逗号，;分号\n"
    text += "Rose Gonzalez,华北电力设备,,,,\n"
    brought_in(desk, text, "contact")
    contacts = desk.select(Contact)
    for version in ("3.0", "4.0"):
        data = write_cards([card_of(contact, "华北电力设备") for contact in contacts], version=version)
        assert all(len(line) <= 75 for line in data.split(b"\r\n"))
        plan = plan_file(data, "contact", DeskLookups(desk)).plan
        assert [row.outcome for row in plan.rows] == ["same", "same"], plan.problems


def test_names_are_split_in_their_own_order():
    assert split_name("王伟") == ("王", "伟")
    assert split_name("尉迟恭") == ("尉迟", "恭")
    assert split_name("Anna Maria Bell") == ("Bell", "Anna Maria")


def test_every_event_of_every_real_calendar_is_read_or_refused(data_dir):
    total = 0
    for path in sorted((data_dir / "ics").rglob("*.ics")):
        data = path.read_bytes()
        raw = data.upper().count(b"BEGIN:VEVENT")
        try:
            calendar = read_calendar(data)
        except Known as known:
            assert message_of(known)
            assert raw == raw_event_count(data) == 0, path
            continue
        assert len(calendar.events) + len(calendar.problems) == calendar.found == raw, path
        assert all(sentence_of(problem) for problem in (*calendar.problems, *calendar.notes))
        total += raw
        back = read_calendar(write_calendar(calendar.events, stamp=STAMP)).events if calendar.events else ()
        for before, after in zip(calendar.events, back, strict=True):
            assert (after.summary, after.place, after.description) == (
                before.summary,
                before.place,
                before.description,
            )
            assert (after.starts_at, after.ends_at) == (before.starts_at, before.ends_at)
    assert total == 337


def test_times_of_events_find_their_zone(data_dir):
    def start(name, index=0):
        return read_calendar((data_dir / "ics" / name).read_bytes(), UTC).events[index].starts_at

    assert start("khal/event_dt_simple_zulu.ics").hour == 9
    assert start("khal/event_rrule_recuid.ics") == datetime(2014, 6, 30, 5, tzinfo=UTC)
    windows = read_calendar((data_dir / "ics/khal/tz_windows_format.ics").read_bytes(), UTC)
    assert windows.notes == ()
    unknown = read_calendar((data_dir / "ics/khal/event_rrule_recuid_invalid_tzid.ics").read_bytes(), UTC)
    assert {note.reason for note in unknown.notes} == {"unknown_zone"}
    assert unknown.events[0].starts_at == datetime(2014, 6, 30, 7, tzinfo=UTC)


def test_a_zone_that_the_file_defines():
    text = (
        "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Ours\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
        "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Ours:20270320T093000\r\nDURATION:PT1H30M\r\nSUMMARY:x\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )
    (event,) = read_calendar(text.encode()).events
    assert event.starts_at == datetime(2027, 3, 20, 1, 30, tzinfo=UTC)
    assert event.ends_at == event.starts_at + timedelta(minutes=90)


def test_lengths():
    assert read_duration("P1W") == timedelta(weeks=1)
    assert read_duration("-PT15M") == timedelta(minutes=-15)
    assert [read_duration(text) for text in ("P", "PT", "1H", "P99999999W")] == [None] * 4


def test_an_event_cut_off_is_reported():
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270320T093000Z\nSUMMARY:x\n"
    calendar = read_calendar(text.encode())
    assert [(problem.row, problem.reason) for problem in calendar.problems] == [(2, "event_without_end_line")]
    assert calendar.found == 1


@given(words, words, words, st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)),
       st.lists(words.filter(bool), max_size=3))  # fmt: skip
def test_events_come_back(summary, place, description, moment, names):
    moment = moment.replace(microsecond=0)
    people = tuple(Person(name, f"p{number}@example.com") for number, name in enumerate(names))
    event = EventRow(uid="a" * 32, summary=summary, place=place, description=description, starts_at=moment,
                     ends_at=moment + timedelta(hours=1), attendees=people)  # fmt: skip
    data = write_calendar([event], stamp=STAMP)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (back,) = read_calendar(data).events
    assert (back.summary, back.place, back.description) == (summary, place, description)
    assert (back.starts_at, back.ends_at) == (event.starts_at, event.ends_at)
    assert [person.email for person in back.attendees] == [person.email for person in people]


def test_events_become_visits_with_the_people_asked(desk):
    brought_in(desk, "name\nAcme\n", "account")
    brought_in(desk, "name,account,email\nRose Gonzalez,Acme,rose@acme.com\n", "contact")
    event = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u1@x\nDTSTART:20270320T013000Z\nSUMMARY:{0}\nLOCATION:Room 1\n"
        "ATTENDEE;CN=Rose:MAILTO:Rose@acme.com\nATTENDEE;CN=Bob:mailto:bob@else.com\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    plan = brought_in(desk, event.format("First"), "visit")
    assert plan.count("new") == 1
    (visit,) = desk.select(Visit)
    assert (visit.objective_minimum, visit.place, visit.external_id) == ("First", "Room 1", "u1@x")
    rose = desk.select(Contact)[0]
    people = desk.select(Attendee)
    assert {(person.contact_id, person.name, person.is_planned) for person in people} == {
        (rose.id, "", True),
        ("", "Bob", True),
    }
    again = brought_in(desk, event.format("Second"), "visit")
    assert again.count("update") == 1
    assert len(desk.select(Attendee)) == 2
    stranger = event.format("x").replace("Rose@acme.com", "nobody@else.com").replace("u1@x", "u2@x")
    assert [(p.field, p.code) for p in planned(desk, stranger, "visit").problems] == [
        ("account_id", "E_FIELD")
    ]


def test_our_own_calendar_is_an_update_and_never_a_copy(desk):
    brought_in(desk, "name\nAcme\n", "account")
    brought_in(desk, "account,开始时间,主题,地点\nAcme,2027-03-20 09:30,谈参数,上海\n", "visit")
    (visit,) = desk.select(Visit)
    data = write_calendar([event_of(visit, [Person("Rose", "rose@acme.com")])], stamp=STAMP)
    assert f"UID:{visit.id}@salesdesk".encode() in data
    plan = plan_file(data, "visit", DeskLookups(desk)).plan
    assert [(row.outcome, row.id) for row in plan.rows] == [("same", visit.id)]
    moved = data.replace(data[data.index(b"DTSTART:") :][:24], b"DTSTART:20270321T013000Z")
    (row,) = plan_file(moved, "visit", DeskLookups(desk)).plan.rows
    assert row.outcome == "update"
    assert set(row.values or ()) == {"starts_at"}


def test_cards_and_calendars_are_refused_as_other_kinds(desk, data_dir):
    for name, kind in (("vcard/gmail-list.vcf", "account"), ("ics/khal/part0.ics", "deal")):
        with pytest.raises(Known) as caught:
            planned(desk, data_dir / name, kind)
        assert caught.value.facts["reason"] == "wrong_kind"
