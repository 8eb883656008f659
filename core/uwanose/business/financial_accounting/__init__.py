"""The rule part of financial accounting (財務会計): one document, and what the law and the town say about it.

One row is a document: 執行伺, 支出負担行為, 支出命令 or 調定. The modules stand in the order in which a clerk asks: ``document``
(can it be judged) → ``year`` (which fiscal year, until when) → ``budget`` (is there enough) → ``approval`` (who decides) →
``instalments``. There is no ledger here: what is left of a budget is an input.
"""
