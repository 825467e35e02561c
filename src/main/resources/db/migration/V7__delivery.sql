-- What goes to other nodes. These rows are the truth; the queues only say where there is something to do.
create table delivery (
    id              bigint generated always as identity primary key, -- the order within a study
    destination     text        not null, -- as in mappings/destinations.yaml
    study_uid       text        not null,
    sop_uid         text        not null,
    sop_class       text        not null,
    sha256          text        not null, -- of the archive's file that was or is to be sent
    state           text        not null, -- WAITING, DOUBTFUL, SENT, DELIVERED, CONFIRMED, REJECTED, CANCELLED
    told            text        not null default '', -- the state that the timeline has
    attempts        integer     not null default 0,
    status          integer,              -- the peer's last DIMSE status
    comment         text        not null default '', -- the peer's last Error Comment, or what else went wrong
    changed_at      timestamptz not null default clock_timestamp(),
    sent_at         timestamptz,          -- when the peer took it
    transaction_uid text,                 -- of the newest question for storage commitment
    ask_at          timestamptz,          -- when to ask for it, or ask again
    asks            integer     not null default 0,
    unkept          integer     not null default 0, -- how often the peer said that it does not keep what it took
    unique (destination, sop_uid)
);
create index delivery_study_objects on delivery (study_uid, destination, id);
create index delivery_states on delivery (destination, state);
create index delivery_open on delivery (destination, study_uid, id) where state in ('WAITING', 'DOUBTFUL');
create index delivery_unconfirmed on delivery (destination, ask_at) where state = 'SENT';
create index delivery_untold on delivery (destination, study_uid)
    where told <> state and state in ('SENT', 'DELIVERED', 'CONFIRMED', 'REJECTED');

-- A study on its way to a destination: whose turn it is, and when.
create table delivery_study (
    destination   text        not null,
    study_uid     text        not null,
    open          boolean     not null, -- whether it has objects that wait
    opened_at     timestamptz not null default clock_timestamp(),
    failures      integer     not null default 0, -- in a row
    next_attempt  timestamptz not null default '-infinity',
    signalled_at  timestamptz not null default '-infinity',
    claimed_by    text        not null default '', -- the run of a hub that sends it
    claimed_until timestamptz not null default '-infinity',
    primary key (destination, study_uid)
);
create index delivery_study_turn on delivery_study (destination, opened_at) where open;

-- A destination that cannot be reached; none for those that can.
create table delivery_outage (
    destination text        primary key,
    since       timestamptz not null default clock_timestamp(),
    failures    integer     not null,
    next_try    timestamptz not null,
    problem     text        not null
);

-- Questions for storage commitment that were asked (PS3.4 J); answers may come late, and out of order.
create table delivery_commitment (
    transaction_uid text        primary key,
    destination     text        not null,
    study_uid       text        not null,
    asked_at        timestamptz not null default clock_timestamp()
);
create index delivery_commitment_study on delivery_commitment (destination, study_uid, asked_at);
