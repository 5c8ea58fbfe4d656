"""The measured district of bench/town.py, with everything else on its pages that grows.

Case 6 is the one that is looked at: union 7 answers it, firm 7 is seated on it, person 7 asked.
Firm 7 is also seated on case 16, which waits for it.
"""

from __future__ import annotations

from bench import town

from . import cluster, database

LOOKED_AT, WAITING = 6, 16
ASKER = 7
#: Who opens pages: a name -> the cookie of bench/town.py.
COOKIES = {
    "worker": f"cookie-{ASKER}",
    "chair": "cookie-chair",
    "district": "cookie-district",
    "firm": "cookie-firm",
    "admin": "cookie-admin",
}
EVERYBODY = ("nobody", *COOKIES)

WAITS = """UPDATE cases_case SET state = 'with_firm' WHERE id = {waits}"""
SEATS = """INSERT INTO cases_seat (id, case_id, org_root, org_path, org_id, org_name, capacity,
        since, state)
    SELECT gen_random_uuid(), c.id, c.org_root, c.org_path, o.id, o.name, 'firm', now(),
        CASE c.state WHEN 'with_firm' THEN 'waiting' ELSE 'answered' END
    FROM cases_case c JOIN people_org o
        ON o.id = CASE WHEN c.id = {waits} THEN {firm} ELSE c.firm_id END
    WHERE c.state <> 'accepted'"""
NOTICES = """INSERT INTO notices_notice (id, person_id, service, title, text, link, at)
    SELECT gen_random_uuid(), p, 'feedback', '有新进展', '编号 ' || n, '',
        now() - n * interval '1 min'
    FROM generate_series(1, {count}) n, unnest(ARRAY[{people}]::uuid[]) p"""
LOOKS = """INSERT INTO acts_look (id, at, subject_id, viewer_id, viewer, org, what)
    SELECT gen_random_uuid(), now() - n * interval '1 min', {asker}, NULL, '周敏', '区总工会',
        'feedback.author' FROM generate_series(1, {count}) n"""
IMPORT = """INSERT INTO people_import (id, kind, state, file_name, org_id, org_root, org_path,
        by_id, by_name, by_post, note, total, good, same, bad, done, created, changed, skipped,
        failed)
    SELECT gen_random_uuid(), 'people', 'done', 'f.xlsx', o.id, o.root, o.path, {asker}, '',
        'admin', '', n, n, 0, 0, n, n, 0, 0, 0
    FROM people_org o, generate_series(1, {count}) n WHERE o.id = {district}"""

LETTERS = """INSERT INTO letters_letter (id, org_id, org_root, org_path, org_name, kind, word, year,
        serial, number, title, body, sha256, basis, to_id, to_name, firm_id, firm_name, state,
        outcome, answer, why, by_name, issued_by, created_at, moved_at, issued_at, closed_at, alarm,
        promise_told)
    SELECT gen_random_uuid(), o.id, o.root, o.path, o.name, 'proposal', '建', 2026, n, n || '号',
        '建议', '正文', repeat('0', 64), '', {firm}, '公司', {firm}, '公司',
        CASE n % 2 WHEN 0 THEN 'closed' ELSE 'answered' END, 'adopt', '好', '', '周敏', '周敏',
        now(), now(), now(), CASE n % 2 WHEN 0 THEN now() END, 0, 0
    FROM people_org o, generate_series(1, {count}) n WHERE o.id IN ({district}, {union})"""
SOURCES = """INSERT INTO letters_source (id, letter_id, case_id, org_root, org_path)
    SELECT gen_random_uuid(), l.id, {looked}, l.org_root, l.org_path FROM letters_letter l"""
BENEFITS = """INSERT INTO letters_benefit (id, letter_id, org_id, org_root, org_path, org_name,
        firm_name, title, decision, decided_on, invested, saved, evidence, state, entered_name,
        checked_name, note, created_at, moved_at)
    SELECT gen_random_uuid(), l.id, l.org_id, l.org_root, l.org_path, l.org_name, '公司', '建议',
        '改', now(), 100, 200, '纪要', 'verified', '周敏', '', '', now(), now()
    FROM letters_letter l"""
CASTS = """INSERT INTO notices_broadcast (id, org_id, org_root, org_path, org_name, title, text,
        state, by_id, by_name, total, told, after_path, created_at, started_at)
    SELECT gen_random_uuid(), o.id, o.root, o.path, o.name, '体检车来了', '周六上午，厂门口',
        'done', {asker}, '', n, n, '', now() - n * interval '1 day', now()
    FROM people_org o, generate_series(1, {count}) n WHERE o.id IN ({district}, {union})"""
SURVEYS = """INSERT INTO surveys_survey (id, service, org_id, org_root, org_path, org_name, title,
        why, kind, least, orgs, questions, edition, until, state, wave, by_id, by_name, created_at,
        moved_at, due_at, opened_at, told_at)
    SELECT gen_random_uuid(), 'surveys', o.id, o.root, o.path, o.name, '要几份', '照数去买',
        'named', 5, '{{}}', {question}, 0, '2099-01-01', 'open', 1, {asker}, '',
        now() + n * interval '1 min', now(), '2099-01-01', now(), now()
    FROM people_org o, generate_series(1, {count}) n WHERE o.id = {district}"""
ASKED = """INSERT INTO surveys_asked (id, survey_id, org_root, person_id, firm_id, wave, answered)
    SELECT gen_random_uuid(), s.id, s.org_root, p.id, p.employer_id, 1, true
    FROM surveys_survey s CROSS JOIN LATERAL (
        SELECT id, employer_id FROM people_person WHERE home_root = s.org_root
        ORDER BY id <> {asker}, id LIMIT {count}) p"""
ANSWERS = """INSERT INTO surveys_answer (id, survey_id, org_root, org_path, org_id, person_id,
        firm_id, said, at)
    SELECT gen_random_uuid(), s.id, s.org_root, s.org_path, s.org_id, a.person_id, a.firm_id,
        '{{"q1": 2}}', now()
    FROM surveys_survey s JOIN surveys_asked a ON a.survey_id = s.id"""
SURVEY = (SURVEYS, ASKED, ANSWERS)
QUESTION = (
    '[{"id": "q1", "kind": "number", "title": "几份？", "options": [], "required": true,'
    ' "other": false, "hint": "", "use": ""}]'
)

MATTERS = """INSERT INTO cases_matter (id, org_root, org_path, service, org_id, title, words,
        board, cases, people, state, by_id, by_name, created_at, moved_at)
    SELECT gen_random_uuid(), o.root, o.path, 'feedback', o.id, '宿舍没有热水 ' || n, '{{}}',
        'welfare', 3, 3, 'open', {asker}, '周敏', now(), now()
    FROM people_org o, generate_series(1, {count}) n WHERE o.id IN ({district}, {union})"""
PARTS = """INSERT INTO cases_part (case_id, matter_id, org_root, org_path, org_id, added_at)
    SELECT c.id, m.id, m.org_root, m.org_path, m.org_id, now()
    FROM (SELECT * FROM cases_matter ORDER BY org_path LIMIT 1) m
    JOIN cases_case c ON starts_with(c.org_path, m.org_path)
    WHERE c.closed_at IS NULL AND c.id <> {waits} ORDER BY c.id LIMIT {count}"""
HUNCHES = """INSERT INTO cases_hunch (id, org_root, org_path, service, org_id, case_ids, words,
        size, made_at)
    SELECT gen_random_uuid(), m.org_root, m.org_path, 'feedback', m.org_id, '[]', '["热水"]', n,
        now()
    FROM (SELECT * FROM cases_matter ORDER BY org_path LIMIT 1) m, generate_series(1, {count}) n"""
TELLINGS = """INSERT INTO cases_telling (id, org_root, org_path, matter_id, service, org_id,
        org_name, kind, text, claim, about, label, link, by_id, by_name, case_ids, missed, done,
        made_at, finished_at)
    SELECT gen_random_uuid(), m.org_root, m.org_path, m.id, 'feedback', m.org_id, '', 'progress',
        '在修', '', '', '', '', {asker}, '周敏', '[]', '[]', 0, now(), now()
    FROM (SELECT * FROM cases_matter ORDER BY org_path LIMIT 1) m, generate_series(1, {count}) n"""

STATEMENTS = (WAITS, SEATS, NOTICES, LOOKS, IMPORT, CASTS)
VIEWS = """INSERT INTO desks_view (id, org_root, org_path, service, org_id, person_id, by_name,
        name, query, shared, pinned, first, place, made_at,
        opening)
    SELECT gen_random_uuid(), o.root, o.path, 'feedback', o.id, {chair}, '', '筛选' || n,
        '{{"tab": "open", "board": "voice"}}', n % 2 = 0, n < 5, n = 1, n, now(),
        false
    FROM people_org o, generate_series(1, least({count}, 20)) n WHERE o.id = {union}"""
CANNED = """INSERT INTO desks_canned (id, org_root, org_path, service, org_id, org_name, title,
        text, board, used, by_name, changed_at)
    SELECT gen_random_uuid(), o.root, o.path, 'feedback', o.id, o.name, '常用语' || n,
        '{{称呼}}，收到。', '', n, '', now()
    FROM people_org o, generate_series(1, least({count}, 60)) n
    WHERE o.id IN ({district}, {union})"""

BATCH = """INSERT INTO desks_batch (id, org_root, org_path, service, org_id, person_id, verb, asked,
        made_at)
    SELECT gen_random_uuid(), o.root, o.path, 'feedback', o.id, {chair}, 'note',
        '{{"text": "一起问。", "said": "1"}}', now() FROM people_org o WHERE o.id = {union}"""
BATCH_LINES = """INSERT INTO desks_batchline (id, batch_id, object_id, place, outcome, why, before)
    SELECT gen_random_uuid(), b.id, c.id, 0, '', '', '' FROM desks_batch b,
        (SELECT id FROM cases_case WHERE org_id = {union} LIMIT least({count}, 200)) c"""


MEDIATIONS = """INSERT INTO mediation_mediation (id, org_id, org_root, org_path, org_name, firm_id,
        firm_name, title, claim, offer, worker_name, state, mediator_name, number, terms, sha256,
        why, created_at, moved_at, asked_at, ends_at, invited_at, started_at, alarm)
    SELECT gen_random_uuid(), o.id, o.root, o.path, o.name, {firm}, '公司', '加班费', '要补',
        '', '王', 'talking', '周敏', n || '号', '', '', '', now(), now(), now(), now(), now(),
        now(), 0
    FROM people_org o, generate_series(1, {count}) n WHERE o.id IN ({district}, {union})"""
APPLICANTS = """INSERT INTO mediation_applicant (id, mediation_id, case_id, person_id, org_root,
        org_path)
    SELECT gen_random_uuid(), m.id, {looked}, {asker}, m.org_root, m.org_path
    FROM mediation_mediation m"""
SITTINGS = """INSERT INTO mediation_sitting (id, mediation_id, org_root, org_path, at, place, came,
        record)
    SELECT gen_random_uuid(), m.id, m.org_root, m.org_path, now(), '工会', '', ''
    FROM mediation_mediation m, generate_series(1, least({count}, 30)) n"""
ADVICE = """INSERT INTO insight_advice (id, org_root, org_path, org_id, org_name, measure, below,
        text, by_name, changed_at)
    SELECT gen_random_uuid(), o.root, o.path, o.id, o.name, 'silent', 80, '第' || n || '句', '',
        now()
    FROM people_org o, generate_series(1, least({count}, 40)) n
    WHERE o.id IN ({district}, {union})"""
#: Letters, mediations, and what hangs on them.
WRITTEN = (LETTERS, SOURCES, BENEFITS, MEDIATIONS, APPLICANTS, SITTINGS)


def plant(cases: int, workers: int) -> None:
    """Fill this session's database, tidied up; it must be swept afterwards."""
    people = ", ".join(f"'{town.id_of(town.PERSON, n)}'" for n in (1, 2, 3, 4, ASKER))
    values = {
        "count": max(cases // 20, 3),
        "people": people,
        "asker": f"'{town.id_of(town.PERSON, ASKER)}'",
        "looked": f"'{town.id_of(town.CASE, LOOKED_AT)}'",
        "chair": f"'{town.id_of(town.PERSON, 1)}'",
        "waits": f"'{town.id_of(town.CASE, WAITING)}'",
        "firm": f"'{town.id_of(town.FIRM, 7)}'",
        "union": f"'{town.id_of(town.UNION, 7)}'",
        "question": f"'{QUESTION}'",
        "district": f"'{town.id_of(town.DISTRICT, 1)}'",
    }
    with cluster.as_super(database.clone_name()) as link:
        town.plant(link, cases, cluster.secret("django_key"), workers)
        with link.transaction():
            link.execute("SET LOCAL ROLE nj_keeper")
            for statement in (
                *STATEMENTS,
                *SURVEY,
                MATTERS,
                PARTS,
                HUNCHES,
                TELLINGS,
                *WRITTEN,
                VIEWS,
                CANNED,
                BATCH,
                BATCH_LINES,
                ADVICE,
            ):
                link.execute(statement.format(**values).encode())
        link.execute("VACUUM ANALYZE")


def one(statement: str) -> str:
    """A single value, as text."""
    with cluster.as_super(database.clone_name()) as link:
        row = link.execute(statement.encode()).fetchone()
    assert row
    return str(row[0])
