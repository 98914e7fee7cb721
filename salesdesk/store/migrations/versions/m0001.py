"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring the tables from an empty file to 0001."""
    op.create_table(
        "accepted_risk",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("risk", sa.Text(), nullable=True),
        sa.Column("subject_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("until_on", sa.Text(), nullable=True),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_accepted_risk_deal_id",
        "accepted_risk",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_accepted_risk_member_id",
        "accepted_risk",
        ["member_id"],
        unique=False,
        sqlite_where=sa.text("member_id IS NOT NULL"),
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    op.create_index(
        "ix_accepted_risk_subject_id",
        "accepted_risk",
        ["subject_id"],
        unique=False,
        sqlite_where=sa.text("subject_id IS NOT NULL"),
        postgresql_where=sa.text("subject_id IS NOT NULL"),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=True),
        sa.Column("other_names", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("industry_key", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("merged_into_id", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("city_key", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("latitude", sa.BigInteger(), nullable=True),
        sa.Column("longitude", sa.BigInteger(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("employees", sa.BigInteger(), nullable=True),
        sa.Column("tier", sa.Text(), nullable=True),
        sa.Column("tier_key", sa.Text(), nullable=False),
        sa.Column("life_cycle", sa.Text(), nullable=True),
        sa.Column("judgement", sa.Text(), nullable=True),
        sa.Column("judgement_depth", sa.Text(), nullable=True),
        sa.Column("judgement_potential", sa.Text(), nullable=True),
        sa.Column("judgement_fit", sa.Text(), nullable=True),
        sa.Column("judgement_reason", sa.Text(), nullable=True),
        sa.Column("judged_on", sa.Text(), nullable=True),
        sa.Column("depth_broad", sa.BigInteger(), nullable=True),
        sa.Column("depth_key", sa.BigInteger(), nullable=True),
        sa.Column("depth_organisational", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("owner_id_key", sa.Text(), nullable=False),
        sa.Column("claimed_by_id", sa.Text(), nullable=True),
        sa.Column("claimed_until", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("external_source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_account_city", "account", ["city_key", "id"], unique=False)
    op.create_index(
        "ix_account_claimed_by_id",
        "account",
        ["claimed_by_id"],
        unique=False,
        sqlite_where=sa.text("claimed_by_id IS NOT NULL"),
        postgresql_where=sa.text("claimed_by_id IS NOT NULL"),
    )
    op.create_index(
        "ix_account_external_id",
        "account",
        ["external_id"],
        unique=False,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_index("ix_account_industry", "account", ["industry_key", "id"], unique=False)
    op.create_index(
        "ix_account_merged_into_id",
        "account",
        ["merged_into_id"],
        unique=False,
        sqlite_where=sa.text("merged_into_id IS NOT NULL"),
        postgresql_where=sa.text("merged_into_id IS NOT NULL"),
    )
    op.create_index("ix_account_name", "account", ["name_key", "id"], unique=False)
    op.create_index("ix_account_owner_id", "account", ["owner_id_key", "id"], unique=False)
    op.create_index(
        "ix_account_parent_id",
        "account",
        ["parent_id"],
        unique=False,
        sqlite_where=sa.text("parent_id IS NOT NULL"),
        postgresql_where=sa.text("parent_id IS NOT NULL"),
    )
    op.create_index("ix_account_tier", "account", ["tier_key", "id"], unique=False)
    op.create_table(
        "account_plan",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("state_key", sa.Text(), nullable=False),
        sa.Column("from_year", sa.BigInteger(), nullable=True),
        sa.Column("until_year", sa.BigInteger(), nullable=True),
        sa.Column("ambition", sa.Text(), nullable=True),
        sa.Column("their_business", sa.Text(), nullable=True),
        sa.Column("their_strategy", sa.Text(), nullable=True),
        sa.Column("their_organisation", sa.Text(), nullable=True),
        sa.Column("history", sa.Text(), nullable=True),
        sa.Column("wallet", sa.BigInteger(), nullable=True),
        sa.Column("wallet_ours", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("strengths", sa.Text(), nullable=True),
        sa.Column("weaknesses", sa.Text(), nullable=True),
        sa.Column("opportunities", sa.Text(), nullable=True),
        sa.Column("threats", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_account_plan_account_id",
        "account_plan",
        ["account_id"],
        unique=False,
        sqlite_where=sa.text("account_id IS NOT NULL"),
        postgresql_where=sa.text("account_id IS NOT NULL"),
    )
    op.create_index("ix_account_plan_name", "account_plan", ["name_key", "id"], unique=False)
    op.create_index(
        "ix_account_plan_owner_id",
        "account_plan",
        ["owner_id"],
        unique=False,
        sqlite_where=sa.text("owner_id IS NOT NULL"),
        postgresql_where=sa.text("owner_id IS NOT NULL"),
    )
    op.create_index("ix_account_plan_state", "account_plan", ["state_key", "id"], unique=False)
    op.create_table(
        "action",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("wanted_change", sa.Text(), nullable=True),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("due_on_key", sa.Text(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("request_state", sa.Text(), nullable=True),
        sa.Column("request_answer", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("done_on", sa.Text(), nullable=True),
        sa.Column("visit_id", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_action_contact_id",
        "action",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_action_deal_id",
        "action",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index("ix_action_due_on", "action", ["due_on_key", "id"], unique=False)
    op.create_index(
        "ix_action_owner_id",
        "action",
        ["owner_id"],
        unique=False,
        sqlite_where=sa.text("owner_id IS NOT NULL"),
        postgresql_where=sa.text("owner_id IS NOT NULL"),
    )
    op.create_index(
        "ix_action_visit_id",
        "action",
        ["visit_id"],
        unique=False,
        sqlite_where=sa.text("visit_id IS NOT NULL"),
        postgresql_where=sa.text("visit_id IS NOT NULL"),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("about_kind", sa.Text(), nullable=True),
        sa.Column("about_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("taken_at", sa.Text(), nullable=True),
        sa.Column("caption", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_attachment_about_id",
        "attachment",
        ["about_id"],
        unique=False,
        sqlite_where=sa.text("about_id IS NOT NULL"),
        postgresql_where=sa.text("about_id IS NOT NULL"),
    )
    op.create_table(
        "attendee",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("is_planned", sa.Integer(), nullable=True),
        sa.Column("was_met", sa.Integer(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_attendee_contact_id",
        "attendee",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_attendee_member_id",
        "attendee",
        ["member_id"],
        unique=False,
        sqlite_where=sa.text("member_id IS NOT NULL"),
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    op.create_index(
        "ix_attendee_visit_id",
        "attendee",
        ["visit_id"],
        unique=False,
        sqlite_where=sa.text("visit_id IS NOT NULL"),
        postgresql_where=sa.text("visit_id IS NOT NULL"),
    )
    op.create_table(
        "buying_step",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("approver_contact_id", sa.Text(), nullable=True),
        sa.Column("planned_on", sa.Text(), nullable=True),
        sa.Column("done_on", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_buying_step_approver_contact_id",
        "buying_step",
        ["approver_contact_id"],
        unique=False,
        sqlite_where=sa.text("approver_contact_id IS NOT NULL"),
        postgresql_where=sa.text("approver_contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_buying_step_deal_id",
        "buying_step",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_table(
        "chain",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("replica", sa.LargeBinary(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("tip", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_chain_replica", "chain", ["replica", "scope"], unique=False)
    op.create_table(
        "coach",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("competitor_id", sa.Text(), nullable=True),
        sa.Column("they_trust_us", sa.Integer(), nullable=True),
        sa.Column("trusted_inside", sa.Integer(), nullable=True),
        sa.Column("wants_us_to_win", sa.Integer(), nullable=True),
        sa.Column("told_truth", sa.Integer(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("advice_on", sa.Text(), nullable=True),
        sa.Column("advice_proved", sa.Text(), nullable=True),
        sa.Column("heir_id", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_coach_competitor_id",
        "coach",
        ["competitor_id"],
        unique=False,
        sqlite_where=sa.text("competitor_id IS NOT NULL"),
        postgresql_where=sa.text("competitor_id IS NOT NULL"),
    )
    op.create_index(
        "ix_coach_contact_id",
        "coach",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_coach_deal_id",
        "coach",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_coach_heir_id",
        "coach",
        ["heir_id"],
        unique=False,
        sqlite_where=sa.text("heir_id IS NOT NULL"),
        postgresql_where=sa.text("heir_id IS NOT NULL"),
    )
    op.create_table(
        "commitment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=True),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("due_on_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("state_key", sa.Text(), nullable=False),
        sa.Column("kept_on", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_commitment_account_id",
        "commitment",
        ["account_id"],
        unique=False,
        sqlite_where=sa.text("account_id IS NOT NULL"),
        postgresql_where=sa.text("account_id IS NOT NULL"),
    )
    op.create_index(
        "ix_commitment_contact_id",
        "commitment",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_commitment_deal_id",
        "commitment",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index("ix_commitment_due_on", "commitment", ["due_on_key", "id"], unique=False)
    op.create_index(
        "ix_commitment_member_id",
        "commitment",
        ["member_id"],
        unique=False,
        sqlite_where=sa.text("member_id IS NOT NULL"),
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    op.create_index("ix_commitment_state", "commitment", ["state_key", "id"], unique=False)
    op.create_index(
        "ix_commitment_visit_id",
        "commitment",
        ["visit_id"],
        unique=False,
        sqlite_where=sa.text("visit_id IS NOT NULL"),
        postgresql_where=sa.text("visit_id IS NOT NULL"),
    )
    op.create_table(
        "competitor",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("way", sa.Text(), nullable=True),
        sa.Column("offer", sa.Text(), nullable=True),
        sa.Column("standing", sa.Text(), nullable=True),
        sa.Column("strengths", sa.Text(), nullable=True),
        sa.Column("weaknesses", sa.Text(), nullable=True),
        sa.Column("likely_move", sa.Text(), nullable=True),
        sa.Column("our_answer", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_competitor_deal_id",
        "competitor",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("other_names", sa.Text(), nullable=True),
        sa.Column("salutation", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("title_key", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("site_id", sa.Text(), nullable=True),
        sa.Column("reports_to_id", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("mobile", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_key", sa.Text(), nullable=False),
        sa.Column("wechat", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("how_to_reach", sa.Text(), nullable=True),
        sa.Column("interests", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("has_left", sa.Integer(), nullable=True),
        sa.Column("left_on", sa.Text(), nullable=True),
        sa.Column("left_to", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("external_source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_contact_account_id",
        "contact",
        ["account_id"],
        unique=False,
        sqlite_where=sa.text("account_id IS NOT NULL"),
        postgresql_where=sa.text("account_id IS NOT NULL"),
    )
    op.create_index("ix_contact_email", "contact", ["email_key", "id"], unique=False)
    op.create_index(
        "ix_contact_external_id",
        "contact",
        ["external_id"],
        unique=False,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_index("ix_contact_name", "contact", ["name_key", "id"], unique=False)
    op.create_index(
        "ix_contact_reports_to_id",
        "contact",
        ["reports_to_id"],
        unique=False,
        sqlite_where=sa.text("reports_to_id IS NOT NULL"),
        postgresql_where=sa.text("reports_to_id IS NOT NULL"),
    )
    op.create_index(
        "ix_contact_site_id",
        "contact",
        ["site_id"],
        unique=False,
        sqlite_where=sa.text("site_id IS NOT NULL"),
        postgresql_where=sa.text("site_id IS NOT NULL"),
    )
    op.create_index("ix_contact_title", "contact", ["title_key", "id"], unique=False)
    op.create_table(
        "criterion",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("weight", sa.BigInteger(), nullable=True),
        sa.Column("our_score", sa.BigInteger(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_criterion_deal_id",
        "criterion",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_table(
        "criterion_score",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("criterion_id", sa.Text(), nullable=True),
        sa.Column("competitor_id", sa.Text(), nullable=True),
        sa.Column("score", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_criterion_score_competitor_id",
        "criterion_score",
        ["competitor_id"],
        unique=False,
        sqlite_where=sa.text("competitor_id IS NOT NULL"),
        postgresql_where=sa.text("competitor_id IS NOT NULL"),
    )
    op.create_index(
        "ix_criterion_score_criterion_id",
        "criterion_score",
        ["criterion_id"],
        unique=False,
        sqlite_where=sa.text("criterion_id IS NOT NULL"),
        postgresql_where=sa.text("criterion_id IS NOT NULL"),
    )
    op.create_table(
        "deal",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("account_id_key", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("owner_id_key", sa.Text(), nullable=False),
        sa.Column("deal_kind", sa.Text(), nullable=True),
        sa.Column("deal_kind_key", sa.Text(), nullable=False),
        sa.Column("purchase_mode", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("stage_key", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("status_key", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("amount_key", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("close_date", sa.Text(), nullable=True),
        sa.Column("close_date_key", sa.Text(), nullable=False),
        sa.Column("objective_what", sa.Text(), nullable=True),
        sa.Column("objective_how_much", sa.Text(), nullable=True),
        sa.Column("objective_whom", sa.Text(), nullable=True),
        sa.Column("objective_by", sa.Text(), nullable=True),
        sa.Column("how_we_win", sa.Text(), nullable=True),
        sa.Column("position", sa.Text(), nullable=True),
        sa.Column("incumbent", sa.Text(), nullable=True),
        sa.Column("incumbent_fails", sa.Text(), nullable=True),
        sa.Column("incumbent_until", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("referred_by", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("need_behind", sa.Text(), nullable=True),
        sa.Column("why_now", sa.Text(), nullable=True),
        sa.Column("management_agreed", sa.Text(), nullable=True),
        sa.Column("project_approved", sa.Text(), nullable=True),
        sa.Column("budget_state", sa.Text(), nullable=True),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("purchase_on", sa.Text(), nullable=True),
        sa.Column("specification", sa.Text(), nullable=True),
        sa.Column("trial", sa.Text(), nullable=True),
        sa.Column("short_listed", sa.Text(), nullable=True),
        sa.Column("agreed_in_writing", sa.Text(), nullable=True),
        sa.Column("fulfilment", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("next_step_on", sa.Text(), nullable=True),
        sa.Column("next_step_on_key", sa.Text(), nullable=False),
        sa.Column("stage_on_entry", sa.Text(), nullable=True),
        sa.Column("known_since", sa.Text(), nullable=True),
        sa.Column("worth_budget", sa.Text(), nullable=True),
        sa.Column("worth_ability", sa.Text(), nullable=True),
        sa.Column("worth_effort", sa.Text(), nullable=True),
        sa.Column("worth_strategic", sa.Text(), nullable=True),
        sa.Column("worth", sa.Text(), nullable=True),
        sa.Column("worth_reason", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("lost_to", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.Column("closed_on_key", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("external_source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_deal_account_id", "deal", ["account_id_key", "id"], unique=False)
    op.create_index("ix_deal_amount", "deal", ["amount_key", "id"], unique=False)
    op.create_index("ix_deal_close_date", "deal", ["close_date_key", "id"], unique=False)
    op.create_index("ix_deal_closed_on", "deal", ["closed_on_key", "id"], unique=False)
    op.create_index("ix_deal_deal_kind", "deal", ["deal_kind_key", "id"], unique=False)
    op.create_index(
        "ix_deal_external_id",
        "deal",
        ["external_id"],
        unique=False,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_index("ix_deal_name", "deal", ["name_key", "id"], unique=False)
    op.create_index("ix_deal_next_step_on", "deal", ["next_step_on_key", "id"], unique=False)
    op.create_index("ix_deal_owner_id", "deal", ["owner_id_key", "id"], unique=False)
    op.create_index("ix_deal_stage", "deal", ["stage_key", "id"], unique=False)
    op.create_index("ix_deal_status", "deal", ["status_key", "id"], unique=False)
    op.create_table(
        "deal_line",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("product_id", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("unit_price", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("external_source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_deal_line_deal_id",
        "deal_line",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_deal_line_external_id",
        "deal_line",
        ["external_id"],
        unique=False,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_index(
        "ix_deal_line_product_id",
        "deal_line",
        ["product_id"],
        unique=False,
        sqlite_where=sa.text("product_id IS NOT NULL"),
        postgresql_where=sa.text("product_id IS NOT NULL"),
    )
    op.create_table(
        "deal_member",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Text(), nullable=True),
        sa.Column("until_on", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_deal_member_deal_id",
        "deal_member",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_deal_member_member_id",
        "deal_member",
        ["member_id"],
        unique=False,
        sqlite_where=sa.text("member_id IS NOT NULL"),
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    op.create_table(
        "edit",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("undoes", sa.BigInteger(), nullable=False),
        sa.Column("clock", sa.BigInteger(), nullable=False),
        sa.Column("taken_back_by", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "estimate",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("percent", sa.BigInteger(), nullable=True),
        sa.Column("given_on", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_estimate_deal_id",
        "estimate",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_estimate_member_id",
        "estimate",
        ["member_id"],
        unique=False,
        sqlite_where=sa.text("member_id IS NOT NULL"),
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("about_kind", sa.Text(), nullable=True),
        sa.Column("about_id", sa.Text(), nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("claimed", sa.Text(), nullable=True),
        sa.Column("visit_id", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("said_on", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_evidence_about_id",
        "evidence",
        ["about_id"],
        unique=False,
        sqlite_where=sa.text("about_id IS NOT NULL"),
        postgresql_where=sa.text("about_id IS NOT NULL"),
    )
    op.create_index(
        "ix_evidence_contact_id",
        "evidence",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_evidence_visit_id",
        "evidence",
        ["visit_id"],
        unique=False,
        sqlite_where=sa.text("visit_id IS NOT NULL"),
        postgresql_where=sa.text("visit_id IS NOT NULL"),
    )
    op.create_table(
        "extra_value",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("definition_id", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("record_id", "definition_id"),
    )
    op.create_index("ix_extra_value_definition", "extra_value", ["definition_id", "value"], unique=False)
    op.create_table(
        "field_definition",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("label_en", sa.Text(), nullable=True),
        sa.Column("label_zh", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("choices", sa.Text(), nullable=True),
        sa.Column("is_retired", sa.Integer(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "fit_line",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("product_id", sa.Text(), nullable=True),
        sa.Column("offering", sa.Text(), nullable=True),
        sa.Column("fit", sa.BigInteger(), nullable=True),
        sa.Column("gap", sa.Text(), nullable=True),
        sa.Column("change_kind", sa.Text(), nullable=True),
        sa.Column("change", sa.Text(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_fit_line_owner_id",
        "fit_line",
        ["owner_id"],
        unique=False,
        sqlite_where=sa.text("owner_id IS NOT NULL"),
        postgresql_where=sa.text("owner_id IS NOT NULL"),
    )
    op.create_index(
        "ix_fit_line_plan_id",
        "fit_line",
        ["plan_id"],
        unique=False,
        sqlite_where=sa.text("plan_id IS NOT NULL"),
        postgresql_where=sa.text("plan_id IS NOT NULL"),
    )
    op.create_index(
        "ix_fit_line_product_id",
        "fit_line",
        ["product_id"],
        unique=False,
        sqlite_where=sa.text("product_id IS NOT NULL"),
        postgresql_where=sa.text("product_id IS NOT NULL"),
    )
    op.create_table(
        "head",
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("is_deleted", sa.Integer(), nullable=False),
        sa.Column("is_contested", sa.Integer(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("record_id"),
    )
    op.create_index(
        "ix_head_contested", "head", ["is_contested"], unique=False, sqlite_where=sa.text("is_contested = 1")
    )
    op.create_index("ix_head_deleted", "head", ["kind"], unique=False, sqlite_where=sa.text("is_deleted = 1"))
    op.create_table(
        "influence",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("on_user_line", sa.Integer(), nullable=True),
        sa.Column("on_technical_line", sa.Integer(), nullable=True),
        sa.Column("on_purchasing_line", sa.Integer(), nullable=True),
        sa.Column("on_management_line", sa.Integer(), nullable=True),
        sa.Column("on_decision_line", sa.Integer(), nullable=True),
        sa.Column("influence", sa.Text(), nullable=True),
        sa.Column("attitude", sa.Text(), nullable=True),
        sa.Column("competitor_id", sa.Text(), nullable=True),
        sa.Column("attitude_to_competitor", sa.Text(), nullable=True),
        sa.Column("response_mode", sa.Text(), nullable=True),
        sa.Column("is_approver", sa.Integer(), nullable=True),
        sa.Column("has_veto", sa.Integer(), nullable=True),
        sa.Column("business_result", sa.Text(), nullable=True),
        sa.Column("personal_win", sa.Text(), nullable=True),
        sa.Column("need", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("who_might_know", sa.Text(), nullable=True),
        sa.Column("next_action", sa.Text(), nullable=True),
        sa.Column("next_action_on", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_influence_competitor_id",
        "influence",
        ["competitor_id"],
        unique=False,
        sqlite_where=sa.text("competitor_id IS NOT NULL"),
        postgresql_where=sa.text("competitor_id IS NOT NULL"),
    )
    op.create_index(
        "ix_influence_contact_id",
        "influence",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_influence_deal_id",
        "influence",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_influence_owner_id",
        "influence",
        ["owner_id"],
        unique=False,
        sqlite_where=sa.text("owner_id IS NOT NULL"),
        postgresql_where=sa.text("owner_id IS NOT NULL"),
    )
    op.create_table(
        "intel",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("subject_key", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Text(), nullable=True),
        sa.Column("noted_on", sa.Text(), nullable=True),
        sa.Column("noted_on_key", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=True),
        sa.Column("answer_state", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by_id", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("external_source", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_intel_answered_by_id",
        "intel",
        ["answered_by_id"],
        unique=False,
        sqlite_where=sa.text("answered_by_id IS NOT NULL"),
        postgresql_where=sa.text("answered_by_id IS NOT NULL"),
    )
    op.create_index(
        "ix_intel_author_id",
        "intel",
        ["author_id"],
        unique=False,
        sqlite_where=sa.text("author_id IS NOT NULL"),
        postgresql_where=sa.text("author_id IS NOT NULL"),
    )
    op.create_index(
        "ix_intel_external_id",
        "intel",
        ["external_id"],
        unique=False,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_index("ix_intel_noted_on", "intel", ["noted_on_key", "id"], unique=False)
    op.create_index("ix_intel_subject", "intel", ["subject_key", "id"], unique=False)
    op.create_table(
        "lead",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("company_key", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=True),
        sa.Column("contact_title", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("mobile", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("rating", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("amount_key", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("state_key", sa.Text(), nullable=False),
        sa.Column("spoke", sa.Text(), nullable=True),
        sa.Column("spoke_on", sa.Text(), nullable=True),
        sa.Column("spoke_proof", sa.Text(), nullable=True),
        sa.Column("need_confirmed", sa.Text(), nullable=True),
        sa.Column("need", sa.Text(), nullable=True),
        sa.Column("need_proof", sa.Text(), nullable=True),
        sa.Column("has_date", sa.Text(), nullable=True),
        sa.Column("purchase_on", sa.Text(), nullable=True),
        sa.Column("purchase_on_key", sa.Text(), nullable=False),
        sa.Column("date_proof", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("wake_up_on", sa.Text(), nullable=True),
        sa.Column("wake_up_on_key", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("external_source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_lead_account_id",
        "lead",
        ["account_id"],
        unique=False,
        sqlite_where=sa.text("account_id IS NOT NULL"),
        postgresql_where=sa.text("account_id IS NOT NULL"),
    )
    op.create_index("ix_lead_amount", "lead", ["amount_key", "id"], unique=False)
    op.create_index("ix_lead_company", "lead", ["company_key", "id"], unique=False)
    op.create_index(
        "ix_lead_contact_id",
        "lead",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_lead_deal_id",
        "lead",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_lead_external_id",
        "lead",
        ["external_id"],
        unique=False,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_index("ix_lead_name", "lead", ["name_key", "id"], unique=False)
    op.create_index(
        "ix_lead_owner_id",
        "lead",
        ["owner_id"],
        unique=False,
        sqlite_where=sa.text("owner_id IS NOT NULL"),
        postgresql_where=sa.text("owner_id IS NOT NULL"),
    )
    op.create_index("ix_lead_purchase_on", "lead", ["purchase_on_key", "id"], unique=False)
    op.create_index("ix_lead_state", "lead", ["state_key", "id"], unique=False)
    op.create_index("ix_lead_wake_up_on", "lead", ["wake_up_on_key", "id"], unique=False)
    op.create_table(
        "local_setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "member",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("manager_id", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("has_left", sa.Integer(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("external_source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_member_external_id",
        "member",
        ["external_id"],
        unique=False,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_index(
        "ix_member_manager_id",
        "member",
        ["manager_id"],
        unique=False,
        sqlite_where=sa.text("manager_id IS NOT NULL"),
        postgresql_where=sa.text("manager_id IS NOT NULL"),
    )
    op.create_index("ix_member_name", "member", ["name_key", "id"], unique=False)
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "need",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=True),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("need", sa.Text(), nullable=True),
        sa.Column("reason_behind", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_need_contact_id",
        "need",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_need_deal_id",
        "need",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_need_visit_id",
        "need",
        ["visit_id"],
        unique=False,
        sqlite_where=sa.text("visit_id IS NOT NULL"),
        postgresql_where=sa.text("visit_id IS NOT NULL"),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("about_kind", sa.Text(), nullable=True),
        sa.Column("about_id", sa.Text(), nullable=True),
        sa.Column("noted_at", sa.Text(), nullable=True),
        sa.Column("author_id", sa.Text(), nullable=True),
        sa.Column("is_private", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_note_about_id",
        "note",
        ["about_id"],
        unique=False,
        sqlite_where=sa.text("about_id IS NOT NULL"),
        postgresql_where=sa.text("about_id IS NOT NULL"),
    )
    op.create_index(
        "ix_note_author_id",
        "note",
        ["author_id"],
        unique=False,
        sqlite_where=sa.text("author_id IS NOT NULL"),
        postgresql_where=sa.text("author_id IS NOT NULL"),
    )
    op.create_table(
        "objection",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("objection", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("tool_id", sa.Text(), nullable=True),
        sa.Column("was_raised", sa.Integer(), nullable=True),
        sa.Column("settled", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_objection_contact_id",
        "objection",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_objection_tool_id",
        "objection",
        ["tool_id"],
        unique=False,
        sqlite_where=sa.text("tool_id IS NOT NULL"),
        postgresql_where=sa.text("tool_id IS NOT NULL"),
    )
    op.create_index(
        "ix_objection_visit_id",
        "objection",
        ["visit_id"],
        unique=False,
        sqlite_where=sa.text("visit_id IS NOT NULL"),
        postgresql_where=sa.text("visit_id IS NOT NULL"),
    )
    op.create_table(
        "obstacle",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("obstacle", sa.Text(), nullable=True),
        sa.Column("solvable", sa.Text(), nullable=True),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_obstacle_deal_id",
        "obstacle",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_obstacle_owner_id",
        "obstacle",
        ["owner_id"],
        unique=False,
        sqlite_where=sa.text("owner_id IS NOT NULL"),
        postgresql_where=sa.text("owner_id IS NOT NULL"),
    )
    op.create_table(
        "operation",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("op_id", sa.LargeBinary(), nullable=False),
        sa.Column("chain", sa.Integer(), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
    )
    op.create_index("ix_operation_edit", "operation", ["edit", "chain"], unique=False)
    op.create_index("ix_operation_op_id", "operation", ["op_id"], unique=False)
    op.create_index("ix_operation_record_id", "operation", ["record_id", "position"], unique=False)
    op.create_table(
        "party",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_party_account_id",
        "party",
        ["account_id"],
        unique=False,
        sqlite_where=sa.text("account_id IS NOT NULL"),
        postgresql_where=sa.text("account_id IS NOT NULL"),
    )
    op.create_index(
        "ix_party_deal_id",
        "party",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_table(
        "plan_action",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=True),
        sa.Column("goal_id", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("due_on_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_plan_action_contact_id",
        "plan_action",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index("ix_plan_action_due_on", "plan_action", ["due_on_key", "id"], unique=False)
    op.create_index(
        "ix_plan_action_goal_id",
        "plan_action",
        ["goal_id"],
        unique=False,
        sqlite_where=sa.text("goal_id IS NOT NULL"),
        postgresql_where=sa.text("goal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_plan_action_member_id",
        "plan_action",
        ["member_id"],
        unique=False,
        sqlite_where=sa.text("member_id IS NOT NULL"),
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    op.create_index(
        "ix_plan_action_plan_id",
        "plan_action",
        ["plan_id"],
        unique=False,
        sqlite_where=sa.text("plan_id IS NOT NULL"),
        postgresql_where=sa.text("plan_id IS NOT NULL"),
    )
    op.create_table(
        "plan_competitor",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("holds", sa.Text(), nullable=True),
        sa.Column("share", sa.BigInteger(), nullable=True),
        sa.Column("strengths", sa.Text(), nullable=True),
        sa.Column("weaknesses", sa.Text(), nullable=True),
        sa.Column("our_answer", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_plan_competitor_plan_id",
        "plan_competitor",
        ["plan_id"],
        unique=False,
        sqlite_where=sa.text("plan_id IS NOT NULL"),
        postgresql_where=sa.text("plan_id IS NOT NULL"),
    )
    op.create_table(
        "plan_driver",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("from_year", sa.BigInteger(), nullable=True),
        sa.Column("until_year", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("said_on", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_plan_driver_contact_id",
        "plan_driver",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_plan_driver_plan_id",
        "plan_driver",
        ["plan_id"],
        unique=False,
        sqlite_where=sa.text("plan_id IS NOT NULL"),
        postgresql_where=sa.text("plan_id IS NOT NULL"),
    )
    op.create_table(
        "plan_goal",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=True),
        sa.Column("goal", sa.Text(), nullable=True),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("progress", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_plan_goal_contact_id",
        "plan_goal",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_plan_goal_member_id",
        "plan_goal",
        ["member_id"],
        unique=False,
        sqlite_where=sa.text("member_id IS NOT NULL"),
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    op.create_index(
        "ix_plan_goal_plan_id",
        "plan_goal",
        ["plan_id"],
        unique=False,
        sqlite_where=sa.text("plan_id IS NOT NULL"),
        postgresql_where=sa.text("plan_id IS NOT NULL"),
    )
    op.create_table(
        "plan_person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("part", sa.Text(), nullable=True),
        sa.Column("relation_now", sa.Text(), nullable=True),
        sa.Column("relation_wanted", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_plan_person_contact_id",
        "plan_person",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_plan_person_owner_id",
        "plan_person",
        ["owner_id"],
        unique=False,
        sqlite_where=sa.text("owner_id IS NOT NULL"),
        postgresql_where=sa.text("owner_id IS NOT NULL"),
    )
    op.create_index(
        "ix_plan_person_plan_id",
        "plan_person",
        ["plan_id"],
        unique=False,
        sqlite_where=sa.text("plan_id IS NOT NULL"),
        postgresql_where=sa.text("plan_id IS NOT NULL"),
    )
    op.create_table(
        "plan_resource",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=True),
        sa.Column("resource", sa.Text(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("needed_by", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_plan_resource_plan_id",
        "plan_resource",
        ["plan_id"],
        unique=False,
        sqlite_where=sa.text("plan_id IS NOT NULL"),
        postgresql_where=sa.text("plan_id IS NOT NULL"),
    )
    op.create_table(
        "plan_review",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=True),
        sa.Column("held_on", sa.Text(), nullable=True),
        sa.Column("present", sa.Text(), nullable=True),
        sa.Column("health", sa.Text(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("decisions", sa.Text(), nullable=True),
        sa.Column("next_on", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_plan_review_plan_id",
        "plan_review",
        ["plan_id"],
        unique=False,
        sqlite_where=sa.text("plan_id IS NOT NULL"),
        postgresql_where=sa.text("plan_id IS NOT NULL"),
    )
    op.create_table(
        "plan_risk",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=True),
        sa.Column("risk", sa.Text(), nullable=True),
        sa.Column("severity", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_plan_risk_owner_id",
        "plan_risk",
        ["owner_id"],
        unique=False,
        sqlite_where=sa.text("owner_id IS NOT NULL"),
        postgresql_where=sa.text("owner_id IS NOT NULL"),
    )
    op.create_index(
        "ix_plan_risk_plan_id",
        "plan_risk",
        ["plan_id"],
        unique=False,
        sqlite_where=sa.text("plan_id IS NOT NULL"),
        postgresql_where=sa.text("plan_id IS NOT NULL"),
    )
    op.create_table(
        "plan_target",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=True),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("quarter", sa.BigInteger(), nullable=True),
        sa.Column("product_id", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_plan_target_plan_id",
        "plan_target",
        ["plan_id"],
        unique=False,
        sqlite_where=sa.text("plan_id IS NOT NULL"),
        postgresql_where=sa.text("plan_id IS NOT NULL"),
    )
    op.create_index(
        "ix_plan_target_product_id",
        "plan_target",
        ["product_id"],
        unique=False,
        sqlite_where=sa.text("product_id IS NOT NULL"),
        postgresql_where=sa.text("product_id IS NOT NULL"),
    )
    op.create_table(
        "product",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("code_key", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=True),
        sa.Column("family_key", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("list_price", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("is_retired", sa.Integer(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("external_source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_product_code", "product", ["code_key", "id"], unique=False)
    op.create_index(
        "ix_product_external_id",
        "product",
        ["external_id"],
        unique=False,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_index("ix_product_family", "product", ["family_key", "id"], unique=False)
    op.create_index("ix_product_name", "product", ["name_key", "id"], unique=False)
    op.create_table(
        "question",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("gap", sa.Text(), nullable=True),
        sa.Column("ask_contact_id", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("visit_id", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by_id", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_question_answered_by_id",
        "question",
        ["answered_by_id"],
        unique=False,
        sqlite_where=sa.text("answered_by_id IS NOT NULL"),
        postgresql_where=sa.text("answered_by_id IS NOT NULL"),
    )
    op.create_index(
        "ix_question_ask_contact_id",
        "question",
        ["ask_contact_id"],
        unique=False,
        sqlite_where=sa.text("ask_contact_id IS NOT NULL"),
        postgresql_where=sa.text("ask_contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_question_deal_id",
        "question",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_question_visit_id",
        "question",
        ["visit_id"],
        unique=False,
        sqlite_where=sa.text("visit_id IS NOT NULL"),
        postgresql_where=sa.text("visit_id IS NOT NULL"),
    )
    op.create_table(
        "relation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("from_contact_id", sa.Text(), nullable=True),
        sa.Column("to_contact_id", sa.Text(), nullable=True),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("strength", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_relation_deal_id",
        "relation",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_relation_from_contact_id",
        "relation",
        ["from_contact_id"],
        unique=False,
        sqlite_where=sa.text("from_contact_id IS NOT NULL"),
        postgresql_where=sa.text("from_contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_relation_to_contact_id",
        "relation",
        ["to_contact_id"],
        unique=False,
        sqlite_where=sa.text("to_contact_id IS NOT NULL"),
        postgresql_where=sa.text("to_contact_id IS NOT NULL"),
    )
    op.create_table(
        "search_entry",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_search_entry_record_id", "search_entry", ["record_id"], unique=False)
    op.create_table(
        "setting",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "site",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("latitude", sa.BigInteger(), nullable=True),
        sa.Column("longitude", sa.BigInteger(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("external_source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_site_account_id",
        "site",
        ["account_id"],
        unique=False,
        sqlite_where=sa.text("account_id IS NOT NULL"),
        postgresql_where=sa.text("account_id IS NOT NULL"),
    )
    op.create_index(
        "ix_site_external_id",
        "site",
        ["external_id"],
        unique=False,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_index("ix_site_name", "site", ["name_key", "id"], unique=False)
    op.create_table(
        "stage_move",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("moved_at", sa.Text(), nullable=True),
        sa.Column("moved_at_key", sa.Text(), nullable=False),
        sa.Column("from_stage", sa.Text(), nullable=True),
        sa.Column("to_stage", sa.Text(), nullable=True),
        sa.Column("from_status", sa.Text(), nullable=True),
        sa.Column("to_status", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("close_date", sa.Text(), nullable=True),
        sa.Column("named_stage", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("external_source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_stage_move_deal_id",
        "stage_move",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_stage_move_external_id",
        "stage_move",
        ["external_id"],
        unique=False,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_index(
        "ix_stage_move_member_id",
        "stage_move",
        ["member_id"],
        unique=False,
        sqlite_where=sa.text("member_id IS NOT NULL"),
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    op.create_index("ix_stage_move_moved_at", "stage_move", ["moved_at_key", "id"], unique=False)
    op.create_table(
        "strength",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=True),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("need_id", sa.Text(), nullable=True),
        sa.Column("strength", sa.Text(), nullable=True),
        sa.Column("proof_kind", sa.Text(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=True),
        sa.Column("tool_id", sa.Text(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_strength_contact_id",
        "strength",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_strength_deal_id",
        "strength",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_strength_need_id",
        "strength",
        ["need_id"],
        unique=False,
        sqlite_where=sa.text("need_id IS NOT NULL"),
        postgresql_where=sa.text("need_id IS NOT NULL"),
    )
    op.create_index(
        "ix_strength_tool_id",
        "strength",
        ["tool_id"],
        unique=False,
        sqlite_where=sa.text("tool_id IS NOT NULL"),
        postgresql_where=sa.text("tool_id IS NOT NULL"),
    )
    op.create_index(
        "ix_strength_visit_id",
        "strength",
        ["visit_id"],
        unique=False,
        sqlite_where=sa.text("visit_id IS NOT NULL"),
        postgresql_where=sa.text("visit_id IS NOT NULL"),
    )
    op.create_table(
        "tag",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("about_kind", sa.Text(), nullable=True),
        sa.Column("about_id", sa.Text(), nullable=True),
        sa.Column("word", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_tag_about_id",
        "tag",
        ["about_id"],
        unique=False,
        sqlite_where=sa.text("about_id IS NOT NULL"),
        postgresql_where=sa.text("about_id IS NOT NULL"),
    )
    op.create_table(
        "tool",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("tool_kind", sa.Text(), nullable=True),
        sa.Column("tool_kind_key", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("need", sa.Text(), nullable=True),
        sa.Column("advantage", sa.Text(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=True),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("product_id", sa.Text(), nullable=True),
        sa.Column("permission", sa.Text(), nullable=True),
        sa.Column("permitted_by", sa.Text(), nullable=True),
        sa.Column("expires_on", sa.Text(), nullable=True),
        sa.Column("expires_on_key", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=True),
        sa.Column("secrecy", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("external_source", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_tool_author_id",
        "tool",
        ["author_id"],
        unique=False,
        sqlite_where=sa.text("author_id IS NOT NULL"),
        postgresql_where=sa.text("author_id IS NOT NULL"),
    )
    op.create_index("ix_tool_expires_on", "tool", ["expires_on_key", "id"], unique=False)
    op.create_index(
        "ix_tool_external_id",
        "tool",
        ["external_id"],
        unique=False,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_index("ix_tool_name", "tool", ["name_key", "id"], unique=False)
    op.create_index(
        "ix_tool_product_id",
        "tool",
        ["product_id"],
        unique=False,
        sqlite_where=sa.text("product_id IS NOT NULL"),
        postgresql_where=sa.text("product_id IS NOT NULL"),
    )
    op.create_index("ix_tool_tool_kind", "tool", ["tool_kind_key", "id"], unique=False)
    op.create_table(
        "touch",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("touched_at", sa.Text(), nullable=True),
        sa.Column("touched_at_key", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_touch_account_id",
        "touch",
        ["account_id"],
        unique=False,
        sqlite_where=sa.text("account_id IS NOT NULL"),
        postgresql_where=sa.text("account_id IS NOT NULL"),
    )
    op.create_index(
        "ix_touch_contact_id",
        "touch",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_touch_deal_id",
        "touch",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_touch_owner_id",
        "touch",
        ["owner_id"],
        unique=False,
        sqlite_where=sa.text("owner_id IS NOT NULL"),
        postgresql_where=sa.text("owner_id IS NOT NULL"),
    )
    op.create_index("ix_touch_touched_at", "touch", ["touched_at_key", "id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("deal_id", sa.Text(), nullable=True),
        sa.Column("site_id", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("owner_id_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("kind_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("state_key", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=True),
        sa.Column("starts_at_key", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("customer_reason", sa.Text(), nullable=True),
        sa.Column("asked_how", sa.Text(), nullable=True),
        sa.Column("asked_on", sa.Text(), nullable=True),
        sa.Column("confirmed", sa.Text(), nullable=True),
        sa.Column("objective_best", sa.Text(), nullable=True),
        sa.Column("objective_minimum", sa.Text(), nullable=True),
        sa.Column("objective_contact_id", sa.Text(), nullable=True),
        sa.Column("objective_by", sa.Text(), nullable=True),
        sa.Column("beliefs", sa.Text(), nullable=True),
        sa.Column("opening", sa.Text(), nullable=True),
        sa.Column("materials", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("outcome_key", sa.Text(), nullable=False),
        sa.Column("outcome_reason", sa.Text(), nullable=True),
        sa.Column("agreed", sa.Text(), nullable=True),
        sa.Column("learned", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("next_step_on", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.Text(), nullable=True),
        sa.Column("reviewed_at", sa.Text(), nullable=True),
        sa.Column("reviewed_by_id", sa.Text(), nullable=True),
        sa.Column("change_reason", sa.Text(), nullable=True),
        sa.Column("moved_to_id", sa.Text(), nullable=True),
        sa.Column("is_model", sa.Integer(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("external_source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_visit_account_id",
        "visit",
        ["account_id"],
        unique=False,
        sqlite_where=sa.text("account_id IS NOT NULL"),
        postgresql_where=sa.text("account_id IS NOT NULL"),
    )
    op.create_index(
        "ix_visit_deal_id",
        "visit",
        ["deal_id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_visit_external_id",
        "visit",
        ["external_id"],
        unique=False,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_index("ix_visit_kind", "visit", ["kind_key", "id"], unique=False)
    op.create_index(
        "ix_visit_moved_to_id",
        "visit",
        ["moved_to_id"],
        unique=False,
        sqlite_where=sa.text("moved_to_id IS NOT NULL"),
        postgresql_where=sa.text("moved_to_id IS NOT NULL"),
    )
    op.create_index(
        "ix_visit_objective_contact_id",
        "visit",
        ["objective_contact_id"],
        unique=False,
        sqlite_where=sa.text("objective_contact_id IS NOT NULL"),
        postgresql_where=sa.text("objective_contact_id IS NOT NULL"),
    )
    op.create_index("ix_visit_outcome", "visit", ["outcome_key", "id"], unique=False)
    op.create_index("ix_visit_owner_id", "visit", ["owner_id_key", "id"], unique=False)
    op.create_index(
        "ix_visit_reviewed_by_id",
        "visit",
        ["reviewed_by_id"],
        unique=False,
        sqlite_where=sa.text("reviewed_by_id IS NOT NULL"),
        postgresql_where=sa.text("reviewed_by_id IS NOT NULL"),
    )
    op.create_index(
        "ix_visit_site_id",
        "visit",
        ["site_id"],
        unique=False,
        sqlite_where=sa.text("site_id IS NOT NULL"),
        postgresql_where=sa.text("site_id IS NOT NULL"),
    )
    op.create_index("ix_visit_starts_at", "visit", ["starts_at_key", "id"], unique=False)
    op.create_index("ix_visit_state", "visit", ["state_key", "id"], unique=False)
    op.create_table(
        "visit_question",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("question_id", sa.Text(), nullable=True),
        sa.Column("gap", sa.Text(), nullable=True),
        sa.Column("about_kind", sa.Text(), nullable=True),
        sa.Column("about_id", sa.Text(), nullable=True),
        sa.Column("about_field", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("is_answered", sa.Integer(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_visit_question_about_id",
        "visit_question",
        ["about_id"],
        unique=False,
        sqlite_where=sa.text("about_id IS NOT NULL"),
        postgresql_where=sa.text("about_id IS NOT NULL"),
    )
    op.create_index(
        "ix_visit_question_contact_id",
        "visit_question",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_visit_question_question_id",
        "visit_question",
        ["question_id"],
        unique=False,
        sqlite_where=sa.text("question_id IS NOT NULL"),
        postgresql_where=sa.text("question_id IS NOT NULL"),
    )
    op.create_index(
        "ix_visit_question_visit_id",
        "visit_question",
        ["visit_id"],
        unique=False,
        sqlite_where=sa.text("visit_id IS NOT NULL"),
        postgresql_where=sa.text("visit_id IS NOT NULL"),
    )
    op.create_table(
        "white_space",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("site_id", sa.Text(), nullable=True),
        sa.Column("product_id", sa.Text(), nullable=True),
        sa.Column("offering", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("competitor", sa.Text(), nullable=True),
        sa.Column("present", sa.BigInteger(), nullable=True),
        sa.Column("potential", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_white_space_plan_id",
        "white_space",
        ["plan_id"],
        unique=False,
        sqlite_where=sa.text("plan_id IS NOT NULL"),
        postgresql_where=sa.text("plan_id IS NOT NULL"),
    )
    op.create_index(
        "ix_white_space_product_id",
        "white_space",
        ["product_id"],
        unique=False,
        sqlite_where=sa.text("product_id IS NOT NULL"),
        postgresql_where=sa.text("product_id IS NOT NULL"),
    )
    op.create_index(
        "ix_white_space_site_id",
        "white_space",
        ["site_id"],
        unique=False,
        sqlite_where=sa.text("site_id IS NOT NULL"),
        postgresql_where=sa.text("site_id IS NOT NULL"),
    )
    op.execute(
        "CREATE VIRTUAL TABLE search_words USING fts5(words, content='', contentless_delete=1, tokenize='ascii')"
    )
    op.execute("CREATE TABLE door (is_open INTEGER NOT NULL)")
    op.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    op.execute("INSERT INTO alembic_version VALUES ('0001')")
