# tables: a row reads best on few lines
"""Golden cases of the repayment account: agreed before the contract, and named in it."""

from __future__ import annotations

from notice.civil import instant
from notice.events import EVENT_TYPES, Actor
from tests.conformance.builders import BANK, PURCHASER, SUPPLIER, Story
from tests.conformance.monitors.golden import B1, FAIL, INCONCLUSIVE, NONE, OPEN, P1, PASS, S1, WARN, Golden

BEFORE, NAMED = "account-agreed-before-contract", "contract-names-account"
AGREED, SIGNED, AMENDED = "RepaymentAccountAgreed", "ContractSigned", "ContractAmended"
LOAN, MONEY = "LoanAgreementSigned", "LoanDisbursed"
BOTH = (*B1, *S1)


def contracted(**fields: object) -> Story:
    """Applied for on the 10th, contract signed at 14:00 on the 11th."""
    return Story().open().then("10-11 14:00", SIGNED, **fields)


def late(when: str = "10-11 15:00", **fields: object) -> Story:
    """Applied for before the contract, the account agreed after it."""
    return contracted().then(when, AGREED, **fields).then("10-12 10:00", LOAN).then("10-12 15:00", MONEY)


def applied_late(**fields: object) -> Story:
    """Contract signed on the 9th without naming anybody, applied for on the 10th."""
    story = Story().then("09-30 09:00", "SizeDeclared").then("09-30 10:00", "AwardNoticeIssued")
    story.add(SIGNED, "10-09 14:00", **({"bank": None, "account": None} | fields))
    return story.then("10-10 08:00", "ApplicationSubmitted")


def amended(when: str = "10-11 12:00", **fields: object) -> Story:
    """Applied for after the contract, agreed on the 11th, and the contract amended."""
    story = applied_late().then("10-11 09:00", AGREED).then("10-11 10:00", LOAN)
    return story.then(when, AMENDED, **({"bank": "B1", "account": "X1"} | fields)).then("10-12 15:00", MONEY)


AGREEING = [
    Golden("agreed before the contract", BEFORE, Story().lend(), PASS, "account_agreed_before"),
    Golden("in its very second", BEFORE, late("10-11 14:00"), PASS, "account_agreed_before"),
    Golden("a second after it", BEFORE, late("10-11 14:00:01"), FAIL, "account_agreed_late", BOTH),
    Golden("never", BEFORE, contracted().then("10-12 10:00", LOAN), FAIL, "account_agreed_late", BOTH),
    Golden("another account", BEFORE,
           Story().open().then("10-11 12:00", AGREED, account="X9").then("10-11 14:00", SIGNED).then("10-12 10:00", LOAN),
           FAIL, "account_agreed_late", BOTH),
    Golden("another bank's", BEFORE,
           Story().open().then("10-11 12:00", AGREED, bank="B2").then("10-11 14:00", SIGNED).then("10-12 10:00", LOAN),
           FAIL, "account_agreed_late", BOTH),
    Golden("an account moved before the loan agreement is still the one agreed", BEFORE,
           Story().open().then("10-11 12:00", AGREED, account="X0").then("10-11 14:00", SIGNED, account="X0")
           .then("10-12 09:00", "AccountChanged", account="X0", new_account="X1").then("10-12 10:00", LOAN), PASS),
    Golden("moved after it is another", BEFORE,
           Story().open().then("10-11 12:00", AGREED, account="X0").then("10-11 14:00", SIGNED).then("10-12 10:00", LOAN)
           .then("10-12 11:00", "AccountChanged", account="X0", new_account="X1"), FAIL, "account_agreed_late", BOTH),
    Golden("the bank had asked for it before", BEFORE,
           Story().open().then("10-11 12:00", "SupportRequested", support_kind="name_account").then("10-11 14:00", SIGNED)
           .then("10-11 15:00", AGREED).then("10-12 10:00", LOAN), FAIL, "account_agreed_late", S1),
    Golden("asked too late it is still both", BEFORE,
           contracted().then("10-11 14:30", "SupportRequested", support_kind="name_account").then("10-11 15:00", AGREED)
           .then("10-12 10:00", LOAN), FAIL, "account_agreed_late", BOTH),
    Golden("asked for something else", BEFORE,
           Story().open().then("10-11 12:00", "SupportRequested").then("10-11 14:00", SIGNED).then("10-11 15:00", AGREED)
           .then("10-12 10:00", LOAN), FAIL, "account_agreed_late", BOTH),
    Golden("asked by the supplier", BEFORE,
           Story().open().then("10-11 12:00", "SupportRequested", support_kind="name_account", actor=SUPPLIER)
           .then("10-11 14:00", SIGNED).then("10-12 10:00", LOAN), FAIL, "account_agreed_late", BOTH),
    Golden("no loan agreement, nothing wanted", BEFORE, contracted(), NONE),
    Golden("no application, nobody to agree with", BEFORE,
           Story().then("09-30 10:00", "AwardNoticeIssued").then("10-11 14:00", SIGNED).then("10-12 10:00", LOAN), NONE),
    Golden("nobody knows whether one was made", BEFORE,
           Story().then("09-30 10:00", "AwardNoticeIssued").then("10-11 14:00", SIGNED).then("10-12 10:00", LOAN), INCONCLUSIVE,
           observation={"observes": tuple(kind for kind in EVENT_TYPES if kind != "ApplicationSubmitted")}),
    Golden("the application had ended before the contract", BEFORE,
           Story().open().then("10-11 12:00", "ApplicationRejected").then("10-11 14:00", SIGNED).then("10-12 10:00", LOAN), NONE),
    Golden("it ended after the contract", BEFORE,
           contracted().then("10-11 15:00", "ApplicationReturned").then("10-12 10:00", LOAN), FAIL, "account_agreed_late", BOTH),
    Golden("another application to the bank was open", BEFORE,
           Story().open().then("10-11 09:00", "ApplicationSubmitted", application="L2").then("10-11 12:00", "ApplicationRejected")
           .then("10-11 14:00", SIGNED).then("10-12 10:00", LOAN), FAIL, "account_agreed_late", BOTH),
    Golden("a loan agreement before the contract names its account in time", BEFORE,
           Story().open().then("10-11 12:00", LOAN).then("10-11 14:00", SIGNED), NONE),
    Golden("a second loan of the bank on the same account", BEFORE,
           Story().lend().then("10-20 08:00", "ApplicationSubmitted", application="L2")
           .then("10-21 08:00", LOAN, application="L2", loan="D2"), PASS, "account_agreed_before"),
    Golden("applied for after the contract, amended before the money", BEFORE, amended(), PASS,
           "account_agreed_by_amendment"),
    Golden("applied for in the second of the contract", BEFORE,
           Story().then("09-30 09:00", "SizeDeclared").then("09-30 10:00", "AwardNoticeIssued")
           .then("10-10 08:00", SIGNED, bank=None, account=None).then("10-10 08:00", "ApplicationSubmitted")
           .then("10-11 09:00", AGREED).then("10-11 10:00", LOAN).then("10-11 12:00", AMENDED, bank="B1", account="X1")
           .then("10-12 15:00", MONEY), PASS, "account_agreed_by_amendment"),
    Golden("amended in the second of the money", BEFORE, amended("10-12 15:00"), PASS),
    Golden("amended after it", BEFORE, amended("10-12 15:00:01"), FAIL, "account_not_amended", BOTH),
    Golden("amended to another account", BEFORE, amended(account="X9"), FAIL, "account_not_amended", BOTH),
    Golden("amended to name another bank", BEFORE, amended(bank="B2"), FAIL, "account_not_amended", BOTH),
    Golden("amended to name no bank", BEFORE, amended(bank=None), FAIL, "account_not_amended", BOTH),
    Golden("an amendment of something else", BEFORE, amended(bank=None, account=None), FAIL, "account_not_amended", BOTH),
    Golden("amended, but never agreed", BEFORE,
           applied_late().then("10-11 10:00", LOAN).then("10-11 12:00", AMENDED, bank="B1", account="X1")
           .then("10-12 15:00", MONEY), FAIL, "account_not_amended", BOTH),
    Golden("named by the contract all the same", BEFORE,
           applied_late(bank="B1", account="X1").then("10-11 09:00", AGREED).then("10-11 10:00", LOAN).then("10-12 15:00", MONEY),
           PASS, "account_agreed_by_amendment"),
    Golden("not amended yet, and no money yet", BEFORE, applied_late().then("10-11 09:00", AGREED).then("10-11 10:00", LOAN),
           OPEN),
    Golden("read as free", BEFORE, amended("10-12 15:00:01"), PASS, "applied_after_contract", law={"late_agreement": "free"}),
    Golden("read as forbidden", BEFORE, amended(), FAIL, "account_agreed_late", BOTH, law={"late_agreement": "forbidden"}),
    Golden("outside the scope", BEFORE,
           Story().then("09-30 10:00", "AwardNoticeIssued", fund_source="other").then("10-10 08:00", "ApplicationSubmitted")
           .then("10-11 14:00", SIGNED).then("10-12 10:00", LOAN), NONE),
]  # fmt: skip


def signs(*agreed: tuple[str, str], **fields: object) -> Story:
    """Accounts agreed an hour apart, then the contract."""
    story = Story().open()
    for number, (bank, account) in enumerate(agreed):
        story.add(AGREED, f"10-11 {9 + number:02}:00", bank=bank, account=account, actor=Actor("bank", bank))
    return story.then("10-11 14:00", SIGNED, **fields)


ONE = ("B1", "X1")
PARTIES = (*P1, *S1)
NAMING = [
    Golden("named as agreed", NAMED, signs(ONE), PASS, "account_named"),
    Golden("nothing agreed, nothing to name", NAMED, signs(account=None, bank=None), NONE),
    Golden("agreed after it was signed", NAMED, signs().then("10-11 15:00", AGREED), NONE),
    Golden("agreed in its second", NAMED, Story().open().then("10-11 14:00", AGREED).then("10-11 14:00", SIGNED, account=None),
           FAIL, "account_not_named", PARTIES),
    Golden("no account named", NAMED, signs(ONE, account=None), FAIL, "account_not_named", PARTIES),
    Golden("no bank named", NAMED, signs(ONE, bank=None), FAIL, "account_not_named", PARTIES),
    Golden("another account named", NAMED, signs(ONE, account="X9"), FAIL, "account_not_named", PARTIES),
    Golden("another bank named", NAMED, signs(ONE, bank="B2"), FAIL, "account_not_named", PARTIES),
    Golden("the purchaser had not been told", NAMED,
           Story().open().then("10-11 12:00", AGREED, recorded_at=instant("2022-10-12")).then("10-11 14:00", SIGNED, account=None),
           FAIL, "account_not_named", S1),
    Golden("told in the second in which it signed", NAMED,
           Story().open().then("10-11 12:00", AGREED, recorded_at=instant("2022-10-11 14:00"))
           .then("10-11 14:00", SIGNED, account=None), FAIL, "account_not_named", PARTIES),
    Golden("recorded twice, once late: it had been told", NAMED,
           Story().open().then("10-11 12:00", AGREED).then("10-11 12:00", AGREED, source="log", recorded_at=instant("2022-10-12"))
           .then("10-11 14:00", SIGNED, account=None), FAIL, "account_not_named", PARTIES),
    Golden("agreed anew, the last one counts", NAMED, signs(("B1", "X0"), ONE), PASS, "account_named"),
    Golden("and not the one before", NAMED, signs(ONE, ("B1", "X2")), FAIL, "account_not_named", PARTIES),
    Golden("a second one, agreed under the lock of the bank's own loan, replaces none", NAMED,
           Story().open().then("10-10 12:00", AGREED).then("10-10 13:00", LOAN).then("10-11 09:00", AGREED, account="X9")
           .then("10-11 14:00", SIGNED), PASS, "account_named"),
    Golden("so the contract does not name it", NAMED,
           Story().open().then("10-10 12:00", AGREED).then("10-10 13:00", LOAN).then("10-11 09:00", AGREED, account="X9")
           .then("10-11 14:00", SIGNED, account="X9"), FAIL, "account_not_named", PARTIES),
    Golden("after that loan was closed it counts", NAMED,
           Story().open().then("10-10 12:00", AGREED).then("10-10 13:00", LOAN).then("10-10 14:00", "LoanClosed")
           .then("10-11 09:00", AGREED, account="X9").then("10-11 14:00", SIGNED, account="X9"), PASS, "account_named"),
    Golden("the first one agreed under a loan agreement is the account all the same", NAMED,
           Story().open().then("10-10 13:00", LOAN).then("10-11 09:00", AGREED).then("10-11 14:00", SIGNED), PASS),
    Golden("of two, nobody knows which while loan agreements are not shown", NAMED, signs(ONE, ("B1", "X2")), INCONCLUSIVE,
           observation={"observes": tuple(kind for kind in EVENT_TYPES if kind != LOAN)}),
    Golden("moved before the contract, the new one counts", NAMED,
           Story().open().then("10-11 09:00", AGREED, account="X0")
           .then("10-11 10:00", "AccountChanged", account="X0", new_account="X1").then("10-11 14:00", SIGNED), PASS),
    Golden("moved there and back", NAMED,
           Story().open().then("10-11 09:00", AGREED).then("10-11 10:00", "AccountChanged")
           .then("10-11 11:00", "AccountChanged", account="X2", new_account="X1").then("10-11 14:00", SIGNED), PASS),
    Golden("of two banks that agreed on one each, one is enough", NAMED, signs(("B2", "X2"), ONE), PASS),
    Golden("whichever it is", NAMED, signs(ONE, ("B2", "X2")), PASS),
    Golden("but not the one's name and the other's account", NAMED, signs(ONE, ("B2", "X2"), account="X2"),
           FAIL, "account_not_named", PARTIES),
    Golden("by the letter also the account of a bank that had declined since", NAMED,
           Story().open().then("10-10 12:00", AGREED).then("10-11 09:00", "ApplicationRejected")
           .then("10-11 14:00", SIGNED, bank=None, account=None), FAIL, "account_not_named", PARTIES),
    Golden("mended before the money", NAMED,
           signs(ONE, account=None).then("10-12 09:00", AMENDED, account="X1").then("10-12 15:00", MONEY),
           WARN, "account_named_late", PARTIES),
    Golden("mended without money", NAMED, signs(ONE, account=None).then("10-12 09:00", AMENDED, account="X1"),
           WARN, "account_named_late", PARTIES),
    Golden("mended wrongly", NAMED,
           signs(ONE, account=None).then("10-12 09:00", AMENDED, account="X9").then("10-12 15:00", MONEY),
           FAIL, "account_not_named", PARTIES),
    Golden("mended after the money", NAMED,
           signs(ONE, account=None).then("10-12 09:00", MONEY).then("10-12 09:00:01", AMENDED, account="X1"),
           FAIL, "account_not_named", PARTIES),
    Golden("what was named rightly may be amended", NAMED,
           signs(ONE).then("10-12 09:00", AMENDED, account="X9", actor=PURCHASER), PASS),
    Golden("recorded by the bank", NAMED, Story().open().then("10-11 12:00", AGREED, actor=BANK).then("10-11 14:00", SIGNED),
           PASS),
]  # fmt: skip

ROWS = [*AGREEING, *NAMING]
