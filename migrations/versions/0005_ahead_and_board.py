"""The forward look, notes for the Board, whose figure a population is, referrals by the worker.

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

KINDS = "kind IN ('roster', 'completions', 'headcounts')"
MORE_KINDS = "kind IN ('roster', 'completions', 'headcounts', 'referrals')"


def upgrade():
    op.create_table('audit_ahead',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('audit_id', sa.Integer(), nullable=False),
    sa.Column('module', sa.String(length=80), nullable=False),
    sa.Column('quarter', sa.String(length=7), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('most', sa.Integer(), nullable=False),
    sa.Column('counted_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['audit_id'], ['audit.id'], name=op.f('fk_audit_ahead_audit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_ahead'))
    )
    with op.batch_alter_table('audit_ahead', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_ahead_audit_id_module_quarter'), ['audit_id', 'module', 'quarter'], unique=True)

    op.create_table('board_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('audit_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(length=20), nullable=False),
    sa.Column('figure', sa.String(length=80), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('source', sa.String(length=120), nullable=False),
    sa.Column('said_on', sa.Date(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['audit_id'], ['audit.id'], name=op.f('fk_board_note_audit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board_note')),
    sa.UniqueConstraint('audit_id', 'subject', name=op.f('uq_board_note_audit_id_subject'))
    )
    with op.batch_alter_table('area', schema=None) as batch_op:
        batch_op.add_column(sa.Column('population_source', sa.String(length=200), server_default=sa.text("('')"), nullable=False))
        batch_op.add_column(sa.Column('population_as_at', sa.Date(), nullable=True))

    with op.batch_alter_table('audit_area', schema=None) as batch_op:
        batch_op.add_column(sa.Column('population_source', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('population_as_at', sa.Date(), nullable=True))

    with op.batch_alter_table('import_job', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_import_job_importkind'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_import_job_importkind'), MORE_KINDS)


def downgrade():
    op.execute("DELETE FROM import_job WHERE kind = 'referrals'")
    with op.batch_alter_table('import_job', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_import_job_importkind'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_import_job_importkind'), KINDS)

    with op.batch_alter_table('audit_area', schema=None) as batch_op:
        batch_op.drop_column('population_as_at')
        batch_op.drop_column('population_source')

    with op.batch_alter_table('area', schema=None) as batch_op:
        batch_op.drop_column('population_as_at')
        batch_op.drop_column('population_source')

    op.drop_table('board_note')
    with op.batch_alter_table('audit_ahead', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_ahead_audit_id_module_quarter'))

    op.drop_table('audit_ahead')
