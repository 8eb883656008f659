"""Owns which types of pages the site has, in the order of its navigation."""

from __future__ import annotations

from uwanose.documents.site.business_pages import business_list, business_pages
from uwanose.documents.site.customization_page import customization_pages
from uwanose.documents.site.effect_page import effect_page
from uwanose.documents.site.lists import customization_list, town_list
from uwanose.documents.site.others_page import others_page
from uwanose.documents.site.overview import overview
from uwanose.documents.site.page import PageKind
from uwanose.documents.site.settings_page import settings_page
from uwanose.documents.site.sharing_page import sharing_page
from uwanose.documents.site.town_page import town_pages
from uwanose.documents.site.upgrade_page import upgrade_page

__all__ = ["KINDS"]

KINDS = (
    PageKind("overview", overview, "index.html", "概要", "Overview"),
    PageKind("customizations", customization_list, "customizations.html", "カスタマイズ", "Customizations"),
    PageKind("customization", customization_pages),
    PageKind("towns", town_list, "towns.html", "町村", "Towns"),
    PageKind("town", town_pages),
    PageKind("businesses", business_list, "businesses.html", "業務", "Businesses"),
    PageKind("business", business_pages),
    PageKind("others", others_page, "others.html", "他の町村は？", "Other towns"),
    PageKind("sharing", sharing_page, "sharing.html", "費用負担案", "Sharing"),
    PageKind("effect", effect_page, "effect.html", "効果", "Effect"),
    PageKind("settings", settings_page, "settings.html", "条例等の設定", "Settings"),
    PageKind("upgrade", upgrade_page, "upgrade.html", "国の版", "Release"),
)
