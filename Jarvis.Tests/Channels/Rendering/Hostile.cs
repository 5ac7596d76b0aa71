using System.Text;

namespace Jarvis.Tests.Channels.Rendering;

/// <summary>Text as an attacker, a broken program or a careless person would write it. Seeded: the same on every run.</summary>
internal static class Hostile
{
    private static readonly string[] Pieces =
    [
        "word ", "Sentence ends. ", "\n", "\n\n", "**", "*", "__", "_", "~~", "`", "```", "```cs\n", "\n```\n", "> ", "\n- ", "\n  - ", "\n1. ", "# ", "\n## ", "---", "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "[", "]", "(", ")", "](http://x.example/a?b=1&c=<d>)", "](javascript:alert(1))", "![x](http://evil.example/p.png)", "<b>", "</b>", "<script>alert(1)</script>", "<a href=\"", "\">", "&lt;", "&amp;", "&", "<", ">", "\"", "'",
        "@everyone ", "@admin", "/stop ", "https://bank.example/login ", "tg://user?id=1", "\\", "\\\n", "  \n", "\u202Eevil\u202C", "\u200B", "\u200D", "\uFEFF", "👩‍👩‍👧", "é", "e\u0301", "مرحبا ", "שלום", "汉字", "\uD83D", "\uDE00", "\0", "\e[31m", "\r\n", "\t", "<!-- ", "-->", "<br>", "[x]: http://evil.example\n", "$$", "||", "{", "}", "=====\n",
    ];

    public static string Text(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var i = random.Next(1, 400); i > 0; i--) text.Append(Pieces[random.Next(Pieces.Length)]);
        return text.ToString();
    }
}
