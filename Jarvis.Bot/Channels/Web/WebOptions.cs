using System.ComponentModel.DataAnnotations;

namespace Jarvis.Bot.Channels.Web;

/// <summary>Settings "Web": the chat on Jarvis's own page. Where the page listens is in "Dashboard".</summary>
public sealed class WebOptions
{
    public const string Section = "Web";

    /// <summary>Largest file that the page takes, in megabytes (1,048,576 bytes).</summary>
    [Range(1, 200, ErrorMessage = "a whole number from 1 to 200")]
    public int MaxUploadMegabytes { get; set; } = 20;

    /// <summary>Things to say that are offered under the empty chat and beside the input.</summary>
    public IList<string> QuickSay { get; set; } = [];

    internal long MaxUploadBytes => MaxUploadMegabytes * 1024L * 1024L;
}
