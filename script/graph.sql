-- Loads the graph of out/ into a database, with views that answer questions:
--     sqlite3 build/graph.db <script/graph.sql
-- nodes, edges and evidence are the files as they are, all columns text, full days with slashes; the views have ISO days.
.bail on
.mode csv
DROP TABLE IF EXISTS nodes;
DROP TABLE IF EXISTS edges;
DROP TABLE IF EXISTS evidence;
.import out/nodes.csv nodes
.import out/edges.csv edges
.import out/evidence.csv evidence
CREATE INDEX node_id ON nodes (Id);
CREATE INDEX edge_relation ON edges (relation);
CREATE INDEX evidence_ref ON evidence (ref);

-- Figures and targets: whose (- where the text does not say: the document's own), of what, for which period, and what is said: ~6%, >=7%, 6-6.5%.
DROP VIEW IF EXISTS figure;
CREATE VIEW figure AS
SELECT Id, CASE subject WHEN '' THEN '-' ELSE subject END AS place, indicator,
       iif(period GLOB '????/??/??', replace(period, '/', '-'), period) AS period, status, change, value + 0 AS value, unit,
       iif(comparator = '=', '', comparator) || printf('%.15g', value) || iif(value2 = '', '', printf('-%.15g', value2)) || unit AS said
FROM nodes WHERE entity_type IN ('Figure', 'Target');

-- Rates of growth for whole years.
DROP VIEW IF EXISTS growth;
CREATE VIEW growth AS
SELECT place, indicator, period + 0 AS year, status, said FROM figure WHERE change = 'increase' AND unit = '%' AND period GLOB '[0-9][0-9][0-9][0-9]';

-- Who had which part in which meeting: chaired, spoke_at, attended, convened.
DROP VIEW IF EXISTS part;
CREATE VIEW part AS
SELECT e.Id, m.Id AS meeting_id, m.name AS meeting, replace(m.start, '/', '-') AS start, e.relation, e.source_name AS who
FROM edges e JOIN nodes m ON m.Id = e.Target WHERE e.relation IN ('chaired', 'spoke_at', 'attended', 'convened');

-- Who chaired a meeting, and who else had a part in it.
DROP VIEW IF EXISTS together;
CREATE VIEW together AS
SELECT DISTINCT c.start, c.meeting, c.who AS chair, p.who FROM part c JOIN part p USING (meeting_id)
WHERE c.relation = 'chaired' AND p.relation <> 'convened' AND p.who <> c.who ORDER BY c.start, c.meeting, c.who, p.who;

-- Offices, and the first and the last day that a document says they are held.
DROP VIEW IF EXISTS office;
CREATE VIEW office AS
SELECT Id, source_name AS who, target_name AS office, replace(first_date, '/', '-') AS first, replace(last_date, '/', '-') AS last
FROM edges WHERE relation = 'holds';

-- The sentences that an edge or a node rests on, by its Id.
DROP VIEW IF EXISTS sentence;
CREATE VIEW sentence AS
SELECT DISTINCT ref AS Id, file || ':' || line AS place, rule, sentence FROM evidence;
