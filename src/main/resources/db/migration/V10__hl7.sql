-- Every HL7 message that came, as it came, and what became of it.
create table hl7_message (
    id             bigint      primary key,
    received_at    timestamptz not null default clock_timestamp(),
    partner        text        not null, -- as in mappings/hl7/partners.yaml
    remote         text        not null, -- address and port
    sender         text        not null, -- MSH-3.1|MSH-4.1
    control_id     text        not null, -- MSH-10
    type           text        not null, -- MSH-9.1
    event          text        not null, -- MSH-9.2
    version        text        not null, -- MSH-12.1
    patient        text        not null, -- PID-3.1
    sent_at        timestamptz,          -- EVN-2, else MSH-7
    state          text        not null, -- AA, AE, AR
    error_code     text        not null, -- of table 0357
    error_location text        not null,
    error_text     text        not null,
    note           text        not null,
    charset        text        not null, -- what it was decoded by
    content        bytea       not null,
    digest         bytea       not null, -- SHA-256 of the content
    answer         bytea       not null,
    repeats        integer     not null default 0, -- how often the same came again with the same result
    repeated_at    timestamptz,
    replay_of      bigint,
    replayed_by    text
);
create sequence hl7_message_id owned by hl7_message.id;
-- the same message has its effect once, whichever hub it came to
create unique index hl7_message_done on hl7_message (digest) where state = 'AA' and replay_of is null;
create index hl7_message_digest on hl7_message (digest) where state <> 'AA';
create index hl7_message_control on hl7_message (control_id, sender);
create index hl7_message_patient on hl7_message (patient, id);
create index hl7_message_received on hl7_message (received_at);
create index hl7_message_wrong on hl7_message (id) where state <> 'AA';
create index hl7_message_replays on hl7_message (replay_of) where replay_of is not null;

-- Messages to partners. Those of one key are sent in the order of their ids.
create table hl7_outbound (
    id           bigint      primary key,
    partner      text        not null, -- as in mappings/hl7/partners.yaml
    key          text        not null,
    control_id   text        not null, -- MSH-10
    type         text        not null, -- MSH-9
    message      text        not null, -- segments that end with a carriage return
    state        text        not null default 'WAITING', -- WAITING, DONE, DEAD, CANCELLED
    attempts     integer     not null default 0,
    answer       text        not null default '', -- the partner's MSA-1 and its text, or what else went wrong
    created_at   timestamptz not null default clock_timestamp(),
    changed_at   timestamptz not null default clock_timestamp(),
    next_attempt timestamptz not null default '-infinity',
    claimed_until timestamptz not null default '-infinity' -- a hub sends it
);
create sequence hl7_outbound_id owned by hl7_outbound.id;
create index hl7_outbound_waiting on hl7_outbound (partner, key, id) where state = 'WAITING';
create index hl7_outbound_states on hl7_outbound (partner, state, id);

-- A partner that cannot be reached; none for those that can.
create table hl7_outage (
    partner  text        primary key,
    since    timestamptz not null default clock_timestamp(),
    failures integer     not null,
    next_try timestamptz not null,
    problem  text        not null
);
