"""What stands on a page beside its articles and says where it was printed, set apart before articles are read. Pure.

Lines are matched in compatibility form (NFKC) without white space (`printed`), so that full-width and half-width forms
and letter-spaced lines are one. A line is furniture only as a whole: a sentence that speaks of a day, a source or an
address is none. Most kinds are recognised by their form wherever they stand; what a text could hold as well (a number,
a day, a paper's or section's name alone, 编辑：李小明) only at the head or foot of the file or beside a line of a
page's head that is beyond doubt.

- dateline (`mastheads`, `dates`, `names`): pieces of known form, a date (Western or Chinese digits, numeric), weekday,
  lunar day, issue, registration number, page, newspaper (…报), section (a word of sections' names, or one in …版,
  …周刊), and nothing left but a word or two beside a date. (2026年4月29日) in brackets alone is the day of a speech.
- page (`page_numbers`): 第9版, 09版, 第九版, A03版, －9－; 9 and A03 at the edges.
- editors (`editors`): a role, then names and roles only; surnames tell 编辑 王小明 from 编辑出版.
- contact (`contacts`): a labelled or bare telephone, mail, web or postal address; calls for contributions with one;
  prompts to scan or follow without a full stop; what a web page has to be pressed (`controls`): 上一版 下一版.
- source_line (`source_lines`): 来源, 原载 … with a name, 《某某日报》 with a date or page; 摘编自 …, which says where
  another text was printed; what stands beside names on a web copy's line under its title (`info_lines`), and the index
  over an office's document (索引号：…); 采写：…, 本版图片 …, and （记者 …） under a paragraph. What a journal says
  around a paper (`articles.parsing.journal`): its running head, DOI, 中图分类号, 收稿日期, 引用格式.
- jump (`jumps`): 上接 and 下转 with a page, 见 and 转 in brackets, 相关报道见3版; parted from the text that
  they share a line with. What stands on other pages: lines that end in a page behind a wide gap, marked or listed.
- other: a rule of three or more equal signs.
- any of these: what an account prints under an article (`closing_lines`), where it stands as such lines do.

`layout.separating` separates it from the text and reads the imprint off it; `file_names` reads file name, folder and
front matter, and `imprints` decides where these and the page say different things.

May import: articles.parsing.bylines, articles.parsing.names, articles.parsing.numerals, articles.parsing.problems,
articles.parsing.types.
"""
