using System.Text.RegularExpressions;
using Jarvis.Bot.Channels.Rendering;

namespace Jarvis.Tests.Channels.Rendering;

public sealed partial class WebHtmlTests
{
    [Fact]
    public void Shows_tables_lists_and_links()
    {
        var html = WebHtml.Of("- **a**\n\n| x |\n|---|\n| 1 |\n\n[shop](https://shop.example)");
        Assert.Contains("<strong>a</strong>", html, StringComparison.Ordinal);
        Assert.Contains("<td>1</td>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://shop.example/\" rel=\"noopener noreferrer nofollow\" target=\"_blank\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](data:text/html,<script>alert(1)</script>)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![x](https://evil.example/p.png)")]
    [InlineData("[x](https://a.example \"onmouseover=alert(1)\")")]
    [InlineData("```\"onload=alert(1)\ncode\n```")]
    [InlineData("<img src=x onerror=alert(1)>")]
    public void Runs_and_loads_nothing(string markdown)
    {
        var html = WebHtml.Of(markdown);
        AssertSafe(html, markdown);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Stays_safe_with_any_input()
    {
        for (var seed = 0; seed < 1500; seed++) AssertSafe(WebHtml.Of(Hostile.Text(seed)), $"seed {seed}");
    }

    private static void AssertSafe(string html, string what)
    {
        var rest = Tag().Replace(html, "");
        Assert.False(rest.Contains('<', StringComparison.Ordinal), $"{what}: {html}");
    }

    [GeneratedRegex("""</?(p|br|strong|em|del|code|pre|blockquote|ul|ol|li|h[1-6]|hr|table|thead|tbody|tr|th|td|a)( (start="\d+"|style="text-align: \w+;"|class="language-[^"<>]*"|href="(https?://|mailto:)[^"<>]*"|rel="noopener noreferrer nofollow"|target="_blank"))*( /)?>""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Tag();
}
