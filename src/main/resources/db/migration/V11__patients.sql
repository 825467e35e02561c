-- What the MIS tells of people, and records that turned out to be of one person.
alter table patient
    add column mothers_name text    not null default '', -- Patient's Mother's Birth Name (0010,1060), PN
    add column address      text    not null default '', -- Patient's Address (0010,1040)
    add column phones       text    not null default '', -- Patient's Telephone Numbers (0010,2154), values divided by a backslash
    add column told         text    not null default '', -- FIELD=MILLISECONDS ...: the time of the newest message that told a field
    add column withdrawn    boolean not null default false, -- the MIS has deleted its record
    add column merged_into  bigint references patient, -- never one that is merged itself; the row is only a name for it then
    add column merged_at    timestamptz,
    add column merged_by    bigint; -- the message in the ledger
create index patient_merged_into on patient (merged_into) where merged_into is not null;

create table patient_visit (
    patient_id    bigint      not null references patient,
    issuer        text        not null,
    number        text        not null, -- Admission ID (0038,0010); '' where messages name none
    patient_class text        not null, -- PV1-2, table 0004
    location      text        not null, -- Current Patient Location (0038,0300)
    state         text        not null, -- OPEN, CLOSED, CANCELLED
    -- of the newest message that told it
    class_at      timestamptz not null,
    location_at   timestamptz not null,
    state_at      timestamptz not null,
    primary key (patient_id, issuer, number)
);
