"""接口: HTTP, tokens, request numbers and test environments. Every answer is {"代码", "信息", "数据"}.

A business refusal is HTTP 200 with a code other than 0000; 4xx is for calls that never reach the business.
"""

from __future__ import annotations

import argparse
import json
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from examples.vendor.books import Party, Record, Rejected, moment, need, show
from examples.vendor.business import Business
from examples.vendor.deadlines import NoHolidayTable
from examples.vendor.desk import ROUTES, Act

VIEWS = ("项目", "融资申请", "授权", "金融机构", "违规认定", "规模声明", "不良行为记录")
Answer = tuple[int, Record]


class Environment:
    """测试环境: its own books, its own clock, a token for each party."""

    def __init__(self, business: type[Business], now: datetime, parties: list[Party]) -> None:
        self.books = business(now)
        self.books.treasury = next((party for party in parties if party[0] == "国库"), None)
        self.lock = threading.Lock()
        self.tokens = {secrets.token_hex(16): party for party in [*parties, ("审计", "审计")]}
        self._answered: dict[tuple[Party, str], tuple[str, Answer]] = {}

    def opened(self, number: str) -> Record:
        """What the one who opened it gets to know: the tokens."""
        tokens = [{**show(party), "令牌": token} for token, party in self.tokens.items()]
        return {"环境号": number, "令牌": tokens[:-1], "审计令牌": tokens[-1]["令牌"]}

    def call(self, who: Party, method: str, path: str, request_no: str, body: Record) -> Answer:
        """One call; the same request number gets the same answer again."""
        said = json.dumps([method, path, body], sort_keys=True, ensure_ascii=False)
        known = self._answered.get((who, request_no))
        if known:
            return known[1] if known[0] == said else refusal(Rejected("ZC0409", "请求号已用于其他报文"))
        answer = self._first_call(who, method, path, body)
        self._answered[who, request_no] = said, answer
        return answer

    def _first_call(self, who: Party, method: str, path: str, body: Record) -> Answer:
        try:
            for verb, pattern, parties, name in ROUTES:
                found = re.fullmatch(pattern.replace("{}", "([^/]+)"), path)
                if found and verb == method:
                    at = self._admit(who, parties, body)
                    getattr(self.books, name)(Act(who, at, body), *map(unquote, found.groups()))
                    self.books.tick(self.books.now)
                    return 200, {"代码": "0000", "信息": "成功", "数据": {"登记时间": self.books.now}}
        except KeyError as missing:
            return refusal(Rejected("ZC0400", f"缺少字段：{missing.args[0]}"))
        except (TypeError, ValueError) as wrong:
            return refusal(Rejected("ZC0400", f"字段不对：{wrong}"))
        except NoHolidayTable as unknown:
            return refusal(Rejected("ZC0400", str(unknown)))
        except Rejected as rejected:
            return refusal(rejected)
        return 404, {"代码": "ZC0404", "信息": f"无此接口：{method} {unquote(path)}", "数据": None}

    def _admit(self, who: Party, parties: tuple[str, ...], body: Record) -> datetime:
        """The time of the act, if this party may act at all."""
        need(body["经办方"] == show(who), "ZC0401", "经办方与令牌不符")
        need(who[0] in parties, "ZC0403", f"{who[0]}无权办理")
        at = moment(body["发生时间"])
        need(at <= self.books.now, "ZC0405", "发生时间晚于系统时间")
        return at


class Platform:
    """All test environments. `business` may be another set of rules, `environment` another way to keep one."""

    def __init__(self, business: type[Business] = Business, environment: type[Environment] = Environment) -> None:
        self.business, self.environment = business, environment
        self.environments: dict[str, Environment] = {}

    def answer(self, method: str, path: str, headers: Any, body: Record) -> Answer:
        """The answer to one request; `path` is as it came, percent-encoded, so an identifier may hold a slash."""
        steps = [unquote(step) for step in path.strip("/").split("/")]
        if steps[0] == "测试环境":
            return self._control(method, steps[1:], body)
        token = headers.get("Authorization", "").removeprefix("Bearer ")
        for environment in list(self.environments.values()):
            if who := environment.tokens.get(token):
                with environment.lock:
                    if method == "GET":
                        return look(environment.books, who, steps)
                    plain = "/" + "/".join([steps[0], *path.strip("/").split("/")[1:]])
                    return environment.call(who, method, unquoted(plain), headers.get("X-Request-No", ""), body)
        return 401, {"代码": "ZC0401", "信息": "令牌无效", "数据": None}

    def _control(self, method: str, steps: list[str], body: Record) -> Answer:
        try:
            if method == "POST" and not steps:
                number = f"HJ{len(self.environments) + 1:06}{secrets.token_hex(3)}"
                parties = [(each["身份"], each["编号"]) for each in body["参与方"]]
                self.environments[number] = self.environment(self.business, moment(body["起始时间"]), parties)
                return ok(self.environments[number].opened(number))
            environment = self.environments[steps[0]]
            if method == "DELETE":
                del self.environments[steps[0]]
                return ok(None)
            with environment.lock:
                to = moment(body["当前时间"])
                need(to >= environment.books.now, "ZC0400", "时钟只能向前")
                environment.books.tick(to)
            return ok({"当前时间": to})
        except (KeyError, IndexError, TypeError) as missing:
            return 404, {"代码": "ZC0404", "信息": f"无此环境或缺少字段：{missing}", "数据": None}
        except NoHolidayTable as unknown:
            return refusal(Rejected("ZC0400", str(unknown)))
        except Rejected as rejected:
            return refusal(rejected)


def unquoted(path: str) -> str:
    """The path with its Chinese words readable and its identifiers still whole."""
    return "/".join(step if "%2F" in step.upper() else unquote(step) for step in path.split("/"))


def ok(data: object) -> Answer:
    """成功."""
    return 200, {"代码": "0000", "信息": "成功", "数据": data}


def refusal(rejected: Rejected) -> Answer:
    """办理不成功."""
    return 200, {"代码": rejected.code, "信息": rejected.text, "数据": None}


def look(books: Business, who: Party, steps: list[str]) -> Answer:
    """查询: everything at once, a list, or one record of it by its number."""
    if steps == ["台账"]:
        return ok({kind: books.view(kind, who) for kind in VIEWS})
    if steps[0] not in VIEWS:
        return 404, {"代码": "ZC0404", "信息": "无此资源", "数据": None}
    records = books.view(steps[0], who)
    if len(steps) == 1:
        return ok(records)
    found = [each for each in records if next(iter(each.values())) == steps[1]]
    return ok(found[0]) if found else refusal(Rejected("ZC0404", "无此记录"))


def plain(value: object) -> str:
    """元 as a decimal string, times as the platform writes them."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not written: {value!r}")


def handler(platform: Platform) -> type[BaseHTTPRequestHandler]:
    """The HTTP side of a platform."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = 1 << 16  # head and body leave in one packet

        def _serve(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            try:
                body = json.loads(raw) if raw else {}
            except ValueError:
                self._send(400, {"代码": "ZC0400", "信息": "不是JSON", "数据": None})
                return
            self._send(*platform.answer(self.command, self.path.split("?")[0], self.headers, body))

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve

        def _send(self, status: int, answer: Record) -> None:
            payload = json.dumps(answer, ensure_ascii=False, default=plain).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, *_: object) -> None:
            """Nothing on the console for each request."""

    return Handler


def serve(port: int, platform: Platform) -> ThreadingHTTPServer:
    """A server on the loopback interface, not yet running; port 0 takes a free one."""
    server = ThreadingHTTPServer(("127.0.0.1", port), handler(platform))
    server.daemon_threads = True
    return server


@contextmanager
def serving(platform: Platform) -> Iterator[str]:
    """The address of a platform that serves in a thread, on a free port, as long as the block lasts."""
    server = serve(0, platform)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def main() -> None:
    """Serves until it is interrupted."""
    parser = argparse.ArgumentParser(description="政采贷服务平台（示例厂商）")
    parser.add_argument("--port", type=int, default=8790)
    server = serve(parser.parse_args().port, Platform())
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
