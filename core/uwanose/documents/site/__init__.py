"""The report site (報告サイト): static pages that open from a USB stick, in Japanese and in English, every figure traced."""
