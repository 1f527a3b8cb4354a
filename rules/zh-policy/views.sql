-- Views of what this pack finds, for a graph.db (factloom build --format sqlite):
--     sqlite3 build/samples/graph.db <rules/zh-policy/views.sql
.bail on

-- Figures and targets: whose (- where the text does not say: the document's own), of what (as lists/indicators.csv calls it), for which period, and what is said:
-- ~6%, >=7%, 6-6.5%.
DROP VIEW IF EXISTS figures;
CREATE VIEW figures AS
SELECT id, coalesce(subject, '-') AS place, coalesce((SELECT i.name FROM edges e JOIN nodes i ON i.id = e.target WHERE e.source = f.id AND e.relation = 'measures'), indicator) AS indicator, period, status, change, value, unit,
       iif(comparator = '=', '', coalesce(comparator, '')) || printf('%.15g', value) || iif(value2 IS NULL, '', printf('-%.15g', value2)) || coalesce(unit, '') AS said
FROM nodes f WHERE entity_type IN ('Figure', 'Target');

-- Rates of growth for whole years.
DROP VIEW IF EXISTS growth;
CREATE VIEW growth AS
SELECT place, indicator, CAST(period AS INTEGER) AS year, status, said FROM figures
WHERE change = 'increase' AND unit = '%' AND period GLOB '[0-9][0-9][0-9][0-9]';

-- Who had which part in which meeting: chaired, spoke_at, attended, convened.
DROP VIEW IF EXISTS part;
CREATE VIEW part AS
SELECT s.id, m.id AS meeting_id, m.name AS meeting, m.start, s.relation, s.source_name AS who
FROM statements s JOIN meeting m ON m.id = s.target WHERE s.relation IN ('chaired', 'spoke_at', 'attended', 'convened');

-- Who chaired a meeting, and who else had a part in it.
DROP VIEW IF EXISTS together;
CREATE VIEW together AS
SELECT DISTINCT c.start, c.meeting, c.who AS chair, p.who FROM part c JOIN part p USING (meeting_id)
WHERE c.relation = 'chaired' AND p.relation <> 'convened' AND p.who <> c.who ORDER BY c.start, c.meeting, c.who, p.who;

-- Offices, and the first and the last day that a document says they are held.
DROP VIEW IF EXISTS office;
CREATE VIEW office AS
SELECT id, source_name AS who, target_name AS office, first_date AS first, last_date AS last FROM statements WHERE relation = 'holds';
