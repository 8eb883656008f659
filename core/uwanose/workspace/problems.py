"""Owns what is told when a workspace cannot be read or written."""

from __future__ import annotations

from pathlib import Path

from uwanose.errors import Finding, Place

__all__ = ["busy", "cannot_write", "changed_meanwhile", "no_assumptions", "read_only", "unfinished"]


def changed_meanwhile(path: str) -> Finding:
    """Return [W107]: the act was made from other bytes than those that are there now."""
    return Finding(
        code="W107",
        ja=f"{path} は、確かめている間にほかの人が書き換えました。何も書いていません。",
        en=f"{path} was changed by somebody else in the meantime; nothing was written.",
        remedy_ja="もう一度同じコマンドを実行し、新しい内容で確かめてください。",
        remedy_en="Run the command again and look at what it shows now.",
        place=Place(path),
    )


def busy(root: Path) -> Finding:
    """Return [W109]: another act holds the workspace."""
    return Finding(
        code="W109",
        ja="ほかの手続きが書込み中です。何も書いていません。",
        en="Another act is being written; nothing was written.",
        remedy_ja="少し待って、もう一度実行してください。",
        remedy_en="Wait a moment and run the command again.",
        place=Place(str(root)),
    )


def unfinished(path: str, error: OSError) -> Finding:
    """Return [W108]: a file is held and takes its place later."""
    return Finding(
        code="W108",
        ja=f"{path} を書き込みましたが、別のソフトが開いているため、まだ置き換わっていないファイルがあります（{error.strerror}）。",
        en=f"{path} is written, but another program still holds a file, which has not taken its place yet ({error.strerror}).",
        remedy_ja="そのソフトを閉じて、uwanose check を実行してください。残りはそのときに置き換わります。",
        remedy_en="Close that program and run uwanose check: the rest takes its place then.",
        place=Place(path),
    )


def read_only(root: Path, path: str, writable: bool) -> Finding:
    """Return [W103] for a path outside the workspace, else [W102]: nobody writes there."""
    if writable:
        return Finding(
            code="W103",
            ja=f"{path} は作業フォルダ {root} の外にあります。書き込みません。",
            en=f"{path} lies outside the workspace {root}; nothing is written.",
            remedy_ja="作業フォルダの中のファイルを指定してください。",
            remedy_en="Name a file inside the workspace.",
            place=Place(path),
        )
    return Finding(
        code="W102",
        ja=f"{root} は読み取り専用です（同梱の見本、または書込みの権限がありません）。{path} には書き込めません。",
        en=f"{root} is read-only (bundled data, or no permission); {path} cannot be written.",
        remedy_ja="uwanose init フォルダ で自分の作業フォルダを作り、--workspace で指定してください。",
        remedy_en="Make a workspace of your own with: uwanose init DIR, and name it with --workspace.",
        place=Place(path),
    )


def cannot_write(path: str, error: OSError) -> Finding:
    """Return [W105]: the system refuses."""
    return Finding(
        code="W105",
        ja=f"{path} に書き込めません（{error.strerror}）。何も変わっていません。",
        en=f"{path} cannot be written ({error.strerror}); nothing was changed.",
        remedy_ja="他のソフトで開いていないか、書込みの権限と空き容量があるか確かめてください。",
        remedy_en="See whether another program holds it, and whether you may write and there is room.",
        place=Place(path),
    )


def no_assumptions(path: Path, error: OSError) -> Finding:
    """Return [W104]: the file of assumptions cannot be read."""
    return Finding(
        code="W104",
        ja=f"仮定のファイル {path} を読めません（{error.strerror}）。",
        en=f"The file of assumptions {path} cannot be read ({error.strerror}).",
        remedy_ja="--assume に、あるファイルを指定してください。",
        remedy_en="Name an existing file with --assume.",
        place=Place(str(path)),
    )
