// The page's own words. {n} and other names in braces are filled in.

const WORDS = {
  en: {
    search: 'Search names and text',
    source: 'Source', previousSource: 'Previous source', nextSource: 'Next source', articles: 'Articles in this source',
    entities: 'Entities', graph: 'Graph', table: 'Table', timeline: 'Timeline', rules: 'Rules',
    allRules: 'All rules', ruleFilter: 'Show what this rule found', confidence: 'Confidence', atLeast: 'at least {n}',
    marks: 'Marks', all: 'all', accepted: 'accepted', rejected: 'rejected', open: 'not marked',
    accept: 'Accept', reject: 'Reject', export: 'Export marks', help: 'Keys', language: '中文', theme: 'Light or dark',
    mentionsN: '{n} mentions', aliases: 'also', properties: 'Properties', edges: 'Edges', evidence: 'Mentions', inArticles: 'In articles',
    foundBy: 'Found by', more: '{n} more', back: 'All entities', nothing: 'Nothing here', results: '{n} entities', inText: 'In the sources: {n} times',
    rule: 'Rule', noRuleText: 'This is no rule: it stands for names of a list, for layouts, or for names that were found again in their article.',
    list: 'Names of the list {name}', propagated: 'Found again in the article, after the rule {name} had found it', layout: 'How sources are cut into articles',
    foundN: 'found {n}', showOnly: 'Show only what it found', showAll: 'Show everything',
    chooseNode: 'Choose an entity to see what is around it.', depth: 'Steps', withMentions: 'with articles', tooMany: '{n} of {all} shown: the strongest edges',
    tableEmpty: 'The pack names no table. A few lines in its schema.yaml make one: review: {table: …}.',
    timelineEmpty: 'The pack names no timeline. A few lines in its schema.yaml make one: review: {timeline: …}.',
    undated: 'without a date', perMonth: 'per month', unknown: '–', rowsN: '{n} rows',
    filterRows: 'Filter rows',
    exportTitle: 'Marks as tests', exportHint: 'Save it into the folder of the pack; factloom test runs it.', copy: 'Copy', copied: 'Copied', save: 'Save', close: 'Close', clearMarks: 'Forget all marks', testsN: '{n} tests of {marks} marks',
    noMarks: 'Nothing is marked yet: a accepts and x rejects what the cursor is on.',
    helpTitle: 'Keys', helpHint: 'The mouse does all of it too. What overlaps is chosen in turn by clicking again.',
    keyNextMention: 'next, previous mention in the source', keyNextEvidence: 'next, previous place of the chosen entity', keySearch: 'search',
    keyOpen: 'show the entity under the cursor', keyClose: 'back: close, or leave the search or the entity', keyAccept: 'accept, reject, unmark what the cursor is on', keyTabs: 'entities, graph, table, timeline, rules',
    keySources: 'previous, next source', keyRule: 'the rule that found it', keyHelp: 'this help', keyExport: 'export marks',
    cursorHint: 'j and k walk through the mentions, ? shows all keys', line: 'line {n}',
  },
  zh: {
    search: '搜索名称和原文',
    source: '文档', previousSource: '上一份文档', nextSource: '下一份文档', articles: '本文档中的文章',
    entities: '实体', graph: '关系图', table: '表格', timeline: '时间线', rules: '规则',
    allRules: '全部规则', ruleFilter: '只看这条规则找到的', confidence: '置信度', atLeast: '不低于 {n}',
    marks: '标记', all: '全部', accepted: '已接受', rejected: '已否定', open: '未标记',
    accept: '接受', reject: '否定', export: '导出标记', help: '按键', language: 'English', theme: '浅色或深色',
    mentionsN: '提及 {n} 次', aliases: '又称', properties: '属性', edges: '关系', evidence: '出处', inArticles: '所在文章',
    foundBy: '由此找到', more: '另有 {n} 项', back: '全部实体', nothing: '没有内容', results: '{n} 个实体', inText: '原文中：{n} 处',
    rule: '规则', noRuleText: '这不是一条规则：它代表名单中的名称、版式，或在同一文章中再次出现的名称。',
    list: '名单 {name} 中的名称', propagated: '规则 {name} 找到后，在同一文章中再次出现的名称', layout: '文档如何分成文章',
    foundN: '找到 {n} 处', showOnly: '只看它找到的', showAll: '查看全部',
    chooseNode: '选择一个实体，查看与它相连的内容。', depth: '步数', withMentions: '含文章', tooMany: '显示 {all} 个中的 {n} 个：关系最强者',
    tableEmpty: '规则包没有定义表格。在 schema.yaml 中写几行即可：review: {table: …}。',
    timelineEmpty: '规则包没有定义时间线。在 schema.yaml 中写几行即可：review: {timeline: …}。',
    undated: '无日期', perMonth: '按月', unknown: '–', rowsN: '{n} 行',
    filterRows: '筛选行',
    exportTitle: '以测试的形式导出标记', exportHint: '存入规则包的文件夹，factloom test 就会运行它。', copy: '复制', copied: '已复制', save: '保存', close: '关闭', clearMarks: '清除全部标记', testsN: '{marks} 个标记，{n} 个测试',
    noMarks: '还没有标记：光标处按 a 接受，按 x 否定。',
    helpTitle: '按键', helpHint: '鼠标同样可以完成。重叠之处，再次点击可依次选择。',
    keyNextMention: '文档中的下一处、上一处提及', keyNextEvidence: '所选实体的下一处、上一处出处', keySearch: '搜索',
    keyOpen: '查看光标处的实体', keyClose: '返回：关闭窗口、离开搜索或实体', keyAccept: '接受、否定、取消光标处的标记', keyTabs: '实体、关系图、表格、时间线、规则',
    keySources: '上一份、下一份文档', keyRule: '找到它的规则', keyHelp: '本帮助', keyExport: '导出标记',
    cursorHint: '按 j、k 逐处浏览，按 ? 查看全部按键', line: '第 {n} 行',
  },
}

export const LANGUAGES = Object.keys(WORDS)

// The language of the page for a pack's: 'zh-CN' is zh; what there are no words for is English.
export const languageFor = (code) => (WORDS[code.split('-')[0]] ? code.split('-')[0] : 'en')

export const createWords = (state) => (key, values = {}) =>
  WORDS[state.get().language][key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
