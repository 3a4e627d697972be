"""first tables.

Revision 0001, after .
"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('area',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('population', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_area')),
    sa.UniqueConstraint('slug', name=op.f('uq_area_slug'))
    )
    op.create_table('failed_sign_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_key', sa.String(length=64), nullable=False),
    sa.Column('address_key', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_failed_sign_in'))
    )
    with op.batch_alter_table('failed_sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_failed_sign_in_account_key_at'), ['account_key', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_failed_sign_in_address_key_at'), ['address_key', 'at'], unique=False)

    op.create_table('heartbeat',
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_heartbeat'))
    )
    op.create_table('module',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('level', sa.Enum('A', 'B', 'C', name='level', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('refresh_months', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_module')),
    sa.UniqueConstraint('code', name=op.f('uq_module_code')),
    sa.UniqueConstraint('slug', name=op.f('uq_module_slug'))
    )
    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('full_name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('manager_email', sa.String(length=254), nullable=True),
    sa.Column('status', sa.Enum('active', 'suspended', 'erased', name='personstatus', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('email', name=op.f('uq_person_email')),
    sa.UniqueConstraint('public_id', name=op.f('uq_person_public_id'))
    )
    op.create_table('staff_role',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('level', sa.Enum('A', 'B', 'C', name='level', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('exposure', sa.Double(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_role')),
    sa.UniqueConstraint('code', name=op.f('uq_staff_role_code'))
    )
    op.create_table('trail_entry',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('action', sa.String(length=60), nullable=False),
    sa.Column('subject_kind', sa.String(length=30), nullable=False),
    sa.Column('subject_id', sa.String(length=64), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('previous', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trail_entry')),
    sa.UniqueConstraint('hash', name=op.f('uq_trail_entry_hash'))
    )
    with op.batch_alter_table('trail_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_trail_entry_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_trail_entry_subject_kind_subject_id'), ['subject_kind', 'subject_id'], unique=False)

    op.create_table('absence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('end', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_absence_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence'))
    )
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_absence_person_id'), ['person_id'], unique=False)

    op.create_table('agency',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('type', sa.Enum('AT1', 'AT2', 'AT3', 'AT4', 'AT5', 'AT6', 'AT7', 'AT8', 'AT9', 'AT10', 'AT11', 'AT12', name='agencytype', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=True),
    sa.Column('first_responder', sa.Boolean(), nullable=False),
    sa.Column('duty_to_notify', sa.Boolean(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_agency_dates_in_order')),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_agency_area_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agency')),
    sa.UniqueConstraint('slug', name=op.f('uq_agency_slug'))
    )
    with op.batch_alter_table('agency', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agency_area_id'), ['area_id'], unique=False)

    op.create_table('audit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('state', sa.Enum('open', 'collecting', 'frozen', 'published', 'restated', name='auditstate', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('rules', sa.JSON(), nullable=False),
    sa.Column('scope', sa.JSON(), nullable=False),
    sa.Column('manifest', sa.JSON(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=True),
    sa.Column('seed', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('frozen_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_audit_created_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit'))
    )
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('topic', sa.String(length=8), nullable=False),
    sa.Column('subtag', sa.String(length=64), nullable=False),
    sa.Column('level', sa.Enum('A', 'B', 'C', name='level', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('safety_critical', sa.Boolean(), nullable=False),
    sa.Column('anchor', sa.Boolean(), nullable=False),
    sa.Column('options', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_item_module_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_item')),
    sa.UniqueConstraint('key', name=op.f('uq_item_key'))
    )
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_item_module_id'), ['module_id'], unique=False)

    op.create_table('letter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('recipient', sa.String(length=254), nullable=False),
    sa.Column('subject', sa.String(length=300), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('message_id', sa.String(length=200), nullable=False),
    sa.Column('state', sa.Enum('queued', 'sending', 'sent', 'failed', name='letterstate', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=False),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_letter_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter')),
    sa.UniqueConstraint('key', name=op.f('uq_letter_key'))
    )
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_letter_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_letter_state_not_before'), ['state', 'not_before'], unique=False)

    op.create_table('module_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('level', sa.Enum('A', 'B', 'C', name='level', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('refresh_months', sa.Integer(), nullable=True),
    sa.Column('law_as_at', sa.Date(), nullable=False),
    sa.Column('review_by', sa.Date(), nullable=False),
    sa.Column('change', sa.Enum('cosmetic', 'clarified', 'material', name='changekind', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('change_note', sa.String(), nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_module_version_module_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_module_version')),
    sa.UniqueConstraint('module_id', 'number', name=op.f('uq_module_version_module_id_number'))
    )
    op.create_table('password',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_password_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_password'))
    )
    op.create_table('referral',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('quarter', sa.String(length=7), nullable=False),
    sa.Column('kind', sa.Enum('nrm', 'dtn', name='referralkind', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.CheckConstraint('number >= 0', name=op.f('ck_referral_not_negative')),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_referral_area_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral')),
    sa.UniqueConstraint('area_id', 'quarter', 'kind', name=op.f('uq_referral_area_id_quarter_kind'))
    )
    op.create_table('sign_in_session',
    sa.Column('secret_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('browser', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sign_in_session_person_id')),
    sa.PrimaryKeyConstraint('secret_hash', name=op.f('pk_sign_in_session'))
    )
    with op.batch_alter_table('sign_in_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_session_person_id'), ['person_id'], unique=False)

    op.create_table('single_use_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('invitation', 'reset', name='linkkind', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('secret_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_single_use_link_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_single_use_link')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_single_use_link_secret_hash'))
    )
    with op.batch_alter_table('single_use_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_single_use_link_person_id'), ['person_id'], unique=False)

    op.create_table('attempt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('quiz', 'precheck', 'spaced', 'anchor', name='attemptkind', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('first', sa.Boolean(), nullable=False),
    sa.Column('draw', sa.JSON(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('score', sa.Integer(), nullable=True),
    sa.Column('out_of', sa.Integer(), nullable=False),
    sa.Column('passed', sa.Boolean(), nullable=True),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_attempt_module_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_attempt_person_id')),
    sa.ForeignKeyConstraint(['version_id'], ['module_version.id'], name=op.f('fk_attempt_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt')),
    sa.UniqueConstraint('person_id', 'module_id', 'kind', 'number', name=op.f('uq_attempt_person_id_module_id_kind_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_attempt_public_id'))
    )
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attempt_module_id'), ['module_id'], unique=False)
        batch_op.create_index('uq_attempt_open', ['person_id', 'module_id', 'kind'], unique=True, sqlite_where=sa.text('submitted_at IS NULL'), postgresql_where=sa.text('submitted_at IS NULL'))

    op.create_table('audit_agency',
    sa.Column('audit_id', sa.Integer(), nullable=False),
    sa.Column('agency', sa.String(length=80), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('type', sa.String(length=8), nullable=False),
    sa.Column('area', sa.String(length=80), nullable=False),
    sa.Column('area_name', sa.String(), nullable=False),
    sa.Column('returned', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['audit_id'], ['audit.id'], name=op.f('fk_audit_agency_audit_id')),
    sa.PrimaryKeyConstraint('audit_id', 'agency', name=op.f('pk_audit_agency'))
    )
    op.create_table('audit_coverage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('audit_id', sa.Integer(), nullable=False),
    sa.Column('agency', sa.String(length=80), nullable=False),
    sa.Column('role', sa.String(length=8), nullable=False),
    sa.Column('module', sa.String(length=80), nullable=False),
    sa.Column('in_scope', sa.Integer(), nullable=True),
    sa.Column('in_date', sa.Integer(), nullable=True),
    sa.Column('due_soon', sa.Integer(), nullable=True),
    sa.Column('expired', sa.Integer(), nullable=True),
    sa.Column('never', sa.Integer(), nullable=True),
    sa.Column('declared', sa.Integer(), nullable=True),
    sa.Column('denominator_grade', sa.String(length=1), nullable=False),
    sa.ForeignKeyConstraint(['audit_id'], ['audit.id'], name=op.f('fk_audit_coverage_audit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_coverage'))
    )
    with op.batch_alter_table('audit_coverage', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_coverage_audit_id_agency_role_module'), ['audit_id', 'agency', 'role', 'module'], unique=False)

    op.create_table('audit_knowledge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('audit_id', sa.Integer(), nullable=False),
    sa.Column('agency', sa.String(length=80), nullable=False),
    sa.Column('role', sa.String(length=8), nullable=False),
    sa.Column('topic', sa.String(length=8), nullable=False),
    sa.Column('level', sa.String(length=1), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('assessed', sa.Integer(), nullable=False),
    sa.Column('masters', sa.Integer(), nullable=False),
    sa.Column('items_answered', sa.Integer(), nullable=False),
    sa.Column('items_right', sa.Integer(), nullable=False),
    sa.Column('sure_asked', sa.Integer(), nullable=False),
    sa.Column('sure_wrong', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['audit_id'], ['audit.id'], name=op.f('fk_audit_knowledge_audit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_knowledge'))
    )
    with op.batch_alter_table('audit_knowledge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_knowledge_audit_id_agency_role_topic_level'), ['audit_id', 'agency', 'role', 'topic', 'level'], unique=False)

    op.create_table('contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('number', sa.String(), nullable=True),
    sa.Column('url', sa.String(), nullable=True),
    sa.Column('hours', sa.String(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('verified_on', sa.Date(), nullable=True),
    sa.Column('verified_by', sa.String(), nullable=True),
    sa.Column('review_by', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_contact_agency_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact')),
    sa.UniqueConstraint('key', name=op.f('uq_contact_key'))
    )
    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_agency_id'), ['agency_id'], unique=False)

    op.create_table('declared',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('as_at', sa.Date(), nullable=False),
    sa.CheckConstraint('number >= 0', name=op.f('ck_declared_not_negative')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_declared_agency_id')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_declared_module_id')),
    sa.ForeignKeyConstraint(['role_id'], ['staff_role.id'], name=op.f('fk_declared_role_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_declared')),
    sa.UniqueConstraint('agency_id', 'role_id', 'module_id', 'as_at', name=op.f('uq_declared_agency_id_role_id_module_id_as_at'))
    )
    op.create_table('headcount',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('as_at', sa.Date(), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('grade', sa.Enum('A', 'B', 'C', name='headcountgrade', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.CheckConstraint('number >= 0', name=op.f('ck_headcount_not_negative')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_headcount_agency_id')),
    sa.ForeignKeyConstraint(['role_id'], ['staff_role.id'], name=op.f('fk_headcount_role_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_headcount')),
    sa.UniqueConstraint('agency_id', 'role_id', 'as_at', name=op.f('uq_headcount_agency_id_role_id_as_at'))
    )
    op.create_table('page_seen',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('page', sa.String(length=80), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_page_seen_person_id')),
    sa.ForeignKeyConstraint(['version_id'], ['module_version.id'], name=op.f('fk_page_seen_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_page_seen')),
    sa.UniqueConstraint('person_id', 'version_id', 'page', name=op.f('uq_page_seen_person_id_version_id_page'))
    )
    op.create_table('requirement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=True),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('need', sa.Enum('R', 'O', '-', name='need', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('end', sa.Date(), nullable=True),
    sa.Column('grace_days', sa.Integer(), nullable=False),
    sa.Column('refresh_months', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.CheckConstraint("agency_id IS NULL OR reason <> ''", name=op.f('ck_requirement_override_has_reason')),
    sa.CheckConstraint('"end" IS NULL OR "end" >= start', name=op.f('ck_requirement_dates_in_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_requirement_agency_id')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_requirement_module_id')),
    sa.ForeignKeyConstraint(['role_id'], ['staff_role.id'], name=op.f('fk_requirement_role_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_requirement')),
    sa.UniqueConstraint('agency_id', 'role_id', 'module_id', 'start', name=op.f('uq_requirement_agency_id_role_id_module_id_start'))
    )
    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_requirement_role_id_module_id'), ['role_id', 'module_id'], unique=False)
        batch_op.create_index('uq_requirement_partnership', ['role_id', 'module_id', 'start'], unique=True, sqlite_where=sa.text('agency_id IS NULL'), postgresql_where=sa.text('agency_id IS NULL'))

    op.create_table('roster_import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('previewed', 'applied', 'undone', name='importstate', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_roster_import_agency_id')),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_roster_import_created_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_import'))
    )
    with op.batch_alter_table('roster_import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_import_agency_id_applied_at'), ['agency_id', 'applied_at'], unique=False)

    op.create_table('scenario_choice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('page', sa.String(length=80), nullable=False),
    sa.Column('walk', sa.Integer(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('node', sa.String(length=80), nullable=False),
    sa.Column('choice', sa.String(length=80), nullable=False),
    sa.Column('tag', sa.String(length=40), nullable=False),
    sa.Column('chosen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_scenario_choice_person_id')),
    sa.ForeignKeyConstraint(['version_id'], ['module_version.id'], name=op.f('fk_scenario_choice_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scenario_choice')),
    sa.UniqueConstraint('person_id', 'version_id', 'page', 'walk', 'step', name=op.f('uq_scenario_choice_person_id_version_id_page_walk_step'))
    )
    op.create_table('staff_number',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('value', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_staff_number_agency_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_staff_number_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_number')),
    sa.UniqueConstraint('agency_id', 'value', name=op.f('uq_staff_number_agency_id_value'))
    )
    with op.batch_alter_table('staff_number', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_staff_number_person_id'), ['person_id'], unique=False)

    op.create_table('team',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('is_mash', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_team_agency_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team')),
    sa.UniqueConstraint('agency_id', 'slug', name=op.f('uq_team_agency_id_slug'))
    )
    op.create_table('answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('choice', sa.String(length=40), nullable=False),
    sa.Column('confidence', sa.Integer(), nullable=True),
    sa.Column('correct', sa.Boolean(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('confidence BETWEEN 1 AND 5', name=op.f('ck_answer_confidence_1_to_5')),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_answer_attempt_id')),
    sa.ForeignKeyConstraint(['item_id'], ['item.id'], name=op.f('fk_answer_item_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer')),
    sa.UniqueConstraint('attempt_id', 'item_id', name=op.f('uq_answer_attempt_id_item_id'))
    )
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_item_id_answered_at'), ['item_id', 'answered_at'], unique=False)

    op.create_table('completion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=True),
    sa.Column('attempt_id', sa.Integer(), nullable=True),
    sa.Column('completed_on', sa.Date(), nullable=False),
    sa.Column('grade', sa.Enum('E1', 'E2', 'E3', 'E4', name='grade', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('source', sa.String(length=120), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_completion_attempt_id')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_completion_module_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_completion_person_id')),
    sa.ForeignKeyConstraint(['version_id'], ['module_version.id'], name=op.f('fk_completion_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_completion')),
    sa.UniqueConstraint('attempt_id', name=op.f('uq_completion_attempt_id')),
    sa.UniqueConstraint('person_id', 'module_id', 'completed_on', 'grade', name=op.f('uq_completion_person_id_module_id_completed_on_grade'))
    )
    with op.batch_alter_table('completion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_completion_module_id_completed_on'), ['module_id', 'completed_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_completion_person_id'), ['person_id'], unique=False)

    op.create_table('grant_of_role',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('learner', 'team-lead', 'agency-lead', 'coordinator', 'author', 'administrator', name='role', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=True),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('granted_by_id', sa.Integer(), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('team_id IS NULL OR agency_id IS NOT NULL', name=op.f('ck_grant_of_role_team_has_agency')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_grant_of_role_agency_id')),
    sa.ForeignKeyConstraint(['granted_by_id'], ['person.id'], name=op.f('fk_grant_of_role_granted_by_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_grant_of_role_person_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_grant_of_role_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_grant_of_role'))
    )
    with op.batch_alter_table('grant_of_role', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_grant_of_role_person_id'), ['person_id'], unique=False)

    op.create_table('posting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('end', sa.Date(), nullable=True),
    sa.CheckConstraint('"end" IS NULL OR "end" >= start', name=op.f('ck_posting_dates_in_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_posting_agency_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_posting_person_id')),
    sa.ForeignKeyConstraint(['role_id'], ['staff_role.id'], name=op.f('fk_posting_role_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_posting_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_posting')),
    sa.UniqueConstraint('person_id', 'agency_id', 'role_id', 'team_id', 'start', name=op.f('uq_posting_person_id_agency_id_role_id_team_id_start'))
    )
    with op.batch_alter_table('posting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_posting_agency_id_role_id_start_end'), ['agency_id', 'role_id', 'start', 'end'], unique=False)
        batch_op.create_index(batch_op.f('ix_posting_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posting_team_id'), ['team_id'], unique=False)
        batch_op.create_index('uq_posting_without_team', ['person_id', 'agency_id', 'role_id', 'start'], unique=True, sqlite_where=sa.text('team_id IS NULL'), postgresql_where=sa.text('team_id IS NULL'))

    op.create_table('roster_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('line', sa.Integer(), nullable=True),
    sa.Column('fate', sa.Enum('new', 'changed', 'unchanged', 'left', 'error', name='fate', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['roster_import.id'], name=op.f('fk_roster_change_import_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_roster_change_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_change'))
    )
    with op.batch_alter_table('roster_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_change_import_id'), ['import_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_roster_change_person_id'), ['person_id'], unique=False)

    op.create_table('certificate',
    sa.Column('completion_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['completion_id'], ['completion.id'], name=op.f('fk_certificate_completion_id')),
    sa.PrimaryKeyConstraint('completion_id', name=op.f('pk_certificate')),
    sa.UniqueConstraint('code', name=op.f('uq_certificate_code'))
    )
    op.create_table('holding',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('completion_id', sa.Integer(), nullable=False),
    sa.Column('completed_on', sa.Date(), nullable=False),
    sa.Column('grade', sa.Enum('E1', 'E2', 'E3', 'E4', name='grade', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.ForeignKeyConstraint(['completion_id'], ['completion.id'], name=op.f('fk_holding_completion_id')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_holding_module_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_holding_person_id')),
    sa.PrimaryKeyConstraint('person_id', 'module_id', name=op.f('pk_holding'))
    )
    with op.batch_alter_table('holding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_holding_module_id_completed_on'), ['module_id', 'completed_on'], unique=False)

    op.create_table('revocation',
    sa.Column('completion_id', sa.Integer(), nullable=False),
    sa.Column('revoked_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['completion_id'], ['completion.id'], name=op.f('fk_revocation_completion_id')),
    sa.PrimaryKeyConstraint('completion_id', name=op.f('pk_revocation'))
    )


def downgrade():
    op.drop_table('revocation')
    with op.batch_alter_table('holding', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_holding_module_id_completed_on'))

    op.drop_table('holding')
    op.drop_table('certificate')
    with op.batch_alter_table('roster_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roster_change_person_id'))
        batch_op.drop_index(batch_op.f('ix_roster_change_import_id'))

    op.drop_table('roster_change')
    with op.batch_alter_table('posting', schema=None) as batch_op:
        batch_op.drop_index('uq_posting_without_team', sqlite_where=sa.text('team_id IS NULL'), postgresql_where=sa.text('team_id IS NULL'))
        batch_op.drop_index(batch_op.f('ix_posting_team_id'))
        batch_op.drop_index(batch_op.f('ix_posting_person_id'))
        batch_op.drop_index(batch_op.f('ix_posting_agency_id_role_id_start_end'))

    op.drop_table('posting')
    with op.batch_alter_table('grant_of_role', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_grant_of_role_person_id'))

    op.drop_table('grant_of_role')
    with op.batch_alter_table('completion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_completion_person_id'))
        batch_op.drop_index(batch_op.f('ix_completion_module_id_completed_on'))

    op.drop_table('completion')
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answer_item_id_answered_at'))

    op.drop_table('answer')
    op.drop_table('team')
    with op.batch_alter_table('staff_number', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_staff_number_person_id'))

    op.drop_table('staff_number')
    op.drop_table('scenario_choice')
    with op.batch_alter_table('roster_import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roster_import_agency_id_applied_at'))

    op.drop_table('roster_import')
    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.drop_index('uq_requirement_partnership', sqlite_where=sa.text('agency_id IS NULL'), postgresql_where=sa.text('agency_id IS NULL'))
        batch_op.drop_index(batch_op.f('ix_requirement_role_id_module_id'))

    op.drop_table('requirement')
    op.drop_table('page_seen')
    op.drop_table('headcount')
    op.drop_table('declared')
    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contact_agency_id'))

    op.drop_table('contact')
    with op.batch_alter_table('audit_knowledge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_knowledge_audit_id_agency_role_topic_level'))

    op.drop_table('audit_knowledge')
    with op.batch_alter_table('audit_coverage', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_coverage_audit_id_agency_role_module'))

    op.drop_table('audit_coverage')
    op.drop_table('audit_agency')
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.drop_index('uq_attempt_open', sqlite_where=sa.text('submitted_at IS NULL'), postgresql_where=sa.text('submitted_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_attempt_module_id'))

    op.drop_table('attempt')
    with op.batch_alter_table('single_use_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_single_use_link_person_id'))

    op.drop_table('single_use_link')
    with op.batch_alter_table('sign_in_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_session_person_id'))

    op.drop_table('sign_in_session')
    op.drop_table('referral')
    op.drop_table('password')
    op.drop_table('module_version')
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_letter_state_not_before'))
        batch_op.drop_index(batch_op.f('ix_letter_person_id'))

    op.drop_table('letter')
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_item_module_id'))

    op.drop_table('item')
    op.drop_table('audit')
    with op.batch_alter_table('agency', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agency_area_id'))

    op.drop_table('agency')
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_absence_person_id'))

    op.drop_table('absence')
    with op.batch_alter_table('trail_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_trail_entry_subject_kind_subject_id'))
        batch_op.drop_index(batch_op.f('ix_trail_entry_actor_id'))

    op.drop_table('trail_entry')
    op.drop_table('staff_role')
    op.drop_table('person')
    op.drop_table('module')
    op.drop_table('heartbeat')
    with op.batch_alter_table('failed_sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_failed_sign_in_address_key_at'))
        batch_op.drop_index(batch_op.f('ix_failed_sign_in_account_key_at'))

    op.drop_table('failed_sign_in')
    op.drop_table('area')
