"""The small words that join two things of a list, where they join: 'A同B', but not the 同 of 同學 or 合同, nor the 和 of 和平."""

from __future__ import annotations

_SAME = "(?<![合共相不一如胡连赞认等混协陪雷异唔大])同(?!学|事|班|伴|屋|款|意|一|样|时|龄|乡|志|类|名|胞|情|期|等|步|窗|仁|化|盟|居|感|性|理|义|音)"
_AND = "(?<![总温饱柔暖缓亲祥调平])和(?!平|谐|气|睦|尚|解|蔼|善|约|风)"
_WITH = "(?<![高脚后前紧])跟(?!进|住|踪|着|班|车|头|随|上)"
_ALSO = "(?<![参赠授给])与(?!否|会|众|其)"
_REACH = "(?<![普涉提顾触波危遍来])及(?!格|时|早|其|第|至)"
HAN_AND = f"同埋|以及|还有|{_SAME}|{_AND}|{_WITH}|{_ALSO}|{_REACH}"
"""A pattern, in folded text."""
