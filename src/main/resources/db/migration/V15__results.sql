-- A person's word that images are not of a step counts, although its order names their study.
alter table imaged_study add column taken_away boolean not null default false;

-- Which state of a study the MIS was told as the result of an order.
alter table worklist_result rename to study_result;
create table worklist_result (
    study_uid    text        not null,
    order_number text        not null,
    order_issuer text        not null,
    partner      text        not null,
    revision     bigint      not null,
    told_at      timestamptz not null default clock_timestamp(),
    primary key (study_uid, order_number, order_issuer, partner)
);
insert into worklist_result
    select distinct r.study_uid, w.order_number, w.order_issuer, r.partner, r.revision, r.told_at
    from study_result r
    join worklist_item w on w.status <> 'CANCELED'
        and (w.study_uid = r.study_uid or w.id in (select item_id from imaged_study i where i.study_uid = r.study_uid));
drop table study_result;
