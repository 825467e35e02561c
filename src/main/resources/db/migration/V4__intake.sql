-- The ledger: what was taken, once for each content, and the examinations that it makes up.
create table examination (
    id           bigint generated always as identity primary key,
    source       text        not null,
    folder       text        not null, -- of its files below the watched folder; '' at the top
    key          text        not null, -- by the source's profile
    turn         integer     not null, -- devices begin their numbers anew: the same key later is another examination
    state        text        not null, -- OPEN, CONVERTED, QUARANTINED
    received_at  timestamptz not null, -- of its first part; never changes: generated dates hang on it
    opened_at    timestamptz not null default clock_timestamp(), -- since when its parts are waited for
    last_arrival timestamptz not null, -- of its last part, when it was dropped and not when it was assembled
    touches      integer     not null default 0, -- how often something came for it
    due_at       timestamptz,          -- when to look at it again
    failures     integer     not null default 0,
    spoken       json,                 -- what a sidecar said of it
    spoken_by    bigint,               -- the landed file of that sidecar
    converted_at timestamptz,          -- the first time
    record       json,                 -- the metadata that it was converted with
    study_uid    text,
    unique (source, key, folder, turn)
);
create index examination_due on examination (due_at) where state = 'OPEN';

create table landed_file (
    id             bigint generated always as identity primary key,
    source         text        not null,
    sha256         text        not null,
    size           bigint      not null,
    state          text        not null, -- LANDED, ASSEMBLED, CONVERTED, SUPERSEDED, QUARANTINED
    examination_id bigint references examination,
    landed_at      timestamptz not null default clock_timestamp(),
    signalled_at   timestamptz not null default clock_timestamp(),
    failures       integer     not null default 0,
    unique (source, sha256)
);
create index landed_file_unsignalled on landed_file (signalled_at) where state = 'LANDED';
create index landed_file_examination on landed_file (examination_id);

-- Every name under which a content came; the first is the one it landed under.
create table landed_name (
    id      bigint generated always as identity primary key,
    file_id bigint      not null references landed_file,
    name    text        not null,
    seen_at timestamptz not null default clock_timestamp() -- the last time
);
-- by digest, since a path may be longer than an index row
create unique index landed_name_once on landed_name (file_id, md5(name));

-- What sidecars say of examinations, the newest for each.
create table device_record (
    source     text        not null,
    folder     text        not null, -- of the sidecar
    key        text        not null,
    file_id    bigint      not null references landed_file,
    fields     json        not null, -- json and not jsonb: the order of the fields is the device's
    arrived_at timestamptz not null, -- when the sidecar last came
    primary key (source, key, folder)
);

create table quarantine_entry (
    id             bigint generated always as identity primary key,
    at             timestamptz not null default clock_timestamp(),
    source         text        not null,
    reason         text        not null,
    file_id        bigint references landed_file,
    examination_id bigint references examination,
    name           text, -- of a file that could not even be read
    released_at    timestamptz
);
create unique index quarantine_unreadable on quarantine_entry (source, md5(name)) where released_at is null;
create index quarantine_open on quarantine_entry (at) where released_at is null;
