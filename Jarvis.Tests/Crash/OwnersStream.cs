using System.Text.RegularExpressions;
using Jarvis.Tests.Counterparts;

namespace Jarvis.Tests.Crash;

/// <summary>
/// An owner who writes from several chats without a pause: questions, facts to remember, requests that must be asked for,
/// and decisions by words and by buttons, often two for the same question.
/// </summary>
internal sealed partial class OwnersStream(TelegramBot bot, IReadOnlyList<TelegramUser> chats, Random random)
{
    private const int MostWaiting = 100;

    /// <summary>How far up a chat the owner scrolls to decide.</summary>
    private const int Screen = 50;

    private static readonly string[] Questions = ["status", "what needs me?", "what is the clearance?", "help", "standing approvals"];
    private static readonly string[] Levels = ["modify safe", "modify production", "full autonomy"];
    private static readonly string[] BareWords = ["approve", "yes", "reject", "approve all", "reject all because of the test", "undo"];

    private int most = MostWaiting;

    /// <summary>The facts that Jarvis was told, each unique.</summary>
    public List<string> Facts { get; } = [];

    /// <summary>Everything that was sent or pressed.</summary>
    public int Sent { get; private set; }

    /// <summary>Tells the owner how much is neither answered nor delivered. A Jarvis that starts most of the time answers more slowly than they write.</summary>
    public void Look(int waiting) => most = Sent - waiting + MostWaiting;

    /// <summary>Writes until it is told to stop; behind too many replies that are due, waits.</summary>
    public async Task WriteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (Sent < most) await NextAsync(chats[random.Next(chats.Count)]);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(20, 120)), TimeProvider.System, CancellationToken.None);
        }
    }

    private Task NextAsync(TelegramUser chat)
    {
        var dice = random.Next(100);
        if (dice < 25) return SendAsync(chat, Questions[random.Next(Questions.Length)]);
        if (dice < 55) return SendAsync(chat, Fact());
        if (dice < 70) return SendAsync(chat, $"set clearance to {Levels[random.Next(Levels.Length)]}");
        if (dice < 78) return SendAsync(chat, BareWords[random.Next(BareWords.Length)]);
        return DecideAsync(chat);
    }

    private string Fact()
    {
        var fact = $"the code word of door {Facts.Count} is {random.Next(1_000_000):D6}";
        Facts.Add(fact);
        return $"remember that {fact}";
    }

    private async Task DecideAsync(TelegramUser chat)
    {
        var asked = (await bot.LatestAsync(chat.ChatId, Screen)).Where(m => m.Buttons.Contains("Approve", StringComparer.Ordinal)).ToList();
        if (asked.Count == 0)
        {
            await SendAsync(chat, "approve 1");
            return;
        }
        var prompt = asked[random.Next(asked.Count)];
        var button = random.Next(3) == 0 ? "Reject" : "Approve";
        try
        {
            await chat.PressAsync(prompt, button);
            Sent++;
        }
        catch (InvalidOperationException)
        {
            // The prompt was edited in the same moment: its button is gone.
        }
        var number = Number().Match(prompt.Text).Groups["number"].Value;
        if (number.Length > 0 && random.Next(2) == 0) await SendAsync(chats[random.Next(chats.Count)], $"approve {number}");
    }

    private async Task SendAsync(TelegramUser chat, string text)
    {
        await chat.SendAsync(text);
        Sent++;
    }

    [GeneratedRegex("#(?<number>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
