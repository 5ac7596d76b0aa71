using System.Text;
using System.Threading.Channels;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Models;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

namespace Jarvis.Bot.Understanding.ModelDriven;

/// <summary>
/// Keeps a conversation's summary, by a cheap model call after a turn that needed a model, once enough turns have passed.
/// Conversations that need no model are not summarised, and nothing is done while nobody talks.
/// </summary>
internal sealed partial class Summariser(
    PastTurns past, Prompts prompts, IEnumerable<IChatClient> clients, IDbContextFactory<JarvisDb> databases, TimeProvider time, ILogger<Summariser> log) : BackgroundService
{
    /// <summary>The last turns, which a prompt holds word by word.</summary>
    public const int Kept = 4;

    /// <summary>So many older turns make a summary worth its price.</summary>
    public const int Enough = 6;

    private const int MostAtOnce = 40;
    private const int LongestTurn = 300;
    private const int LongestSummary = 900;

    private readonly Channel<InboxMessage> turns = System.Threading.Channels.Channel.CreateUnbounded<InboxMessage>();

    /// <summary>A turn has used a model; its conversation is looked at.</summary>
    public void After(InboxMessage message) => turns.Writer.TryWrite(message);

    public static async Task<ConversationSummary?> FindAsync(JarvisDb db, InboxMessage message, CancellationToken cancel) =>
        await db.Set<ConversationSummary>().FindAsync([message.Channel, message.Address, message.SenderId], cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var message in turns.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await SummariseAsync(message, stoppingToken);
            }
            catch (BudgetExhaustedException)
            {
                // Nobody waits for it: it is made up for once there is room again.
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The turns are still there; the next one that needs a model tries again.
                NotSummarised(e, message.Channel);
            }
        }
    }

    private async Task SummariseAsync(InboxMessage message, CancellationToken cancel)
    {
        if (clients.FirstOrDefault() is not { } client) return;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var summary = await FindAsync(db, message, cancel);
        var since = await past.BeforeAsync(message, summary?.UpTo ?? 0, MostAtOnce, cancel);
        // The message itself is the newest of those that are kept.
        var older = since.SkipLast(Kept - 1).ToList();
        if (older.Count < Enough) return;

        var prompt = prompts.Get("jarvis/summary.md");
        var answer = await client.GetResponseAsync(
            [new ChatMessage(ChatRole.System, prompt.Text), new ChatMessage(ChatRole.User, Told(summary?.Text, older))],
            new ChatOptions { MaxOutputTokens = prompt.MaxTokens }.For(new ModelRequest { Purpose = prompt.Purpose, Cause = $"summary:{message.Id}", Function = prompt.Name, Floor = prompt.Quality, Background = true }), cancel);
        var text = OutsideText.Clean(answer.Text.Trim());
        if (text.Length == 0) return;
        if (summary is null) db.Add(summary = new ConversationSummary { Channel = message.Channel, Address = message.Address, SenderId = message.SenderId, Text = "" });
        (summary.Text, summary.UpTo, summary.At) = (Short(text, LongestSummary), older[^1].Id, time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
    }

    private static string Told(string? summary, List<PastTurn> older)
    {
        var told = new StringBuilder();
        if (summary is not null) told.Append("Remembered so far: ").AppendLine(summary).AppendLine();
        foreach (var turn in older)
        {
            told.Append("Owner: ").AppendLine(Short(turn.Said, LongestTurn));
            // Text from outside stays out of the summary, which later prompts take for Jarvis's own.
            told.Append("Jarvis: ").AppendLine(turn.Untrusted ? "(an answer with text from outside, left out)" : Short(turn.Answered, LongestTurn));
        }
        return OutsideText.Clean(told.ToString());
    }

    private static string Short(string text, int most) => text.Length <= most ? text : text[..most] + "…";

    [LoggerMessage(Level = LogLevel.Warning, Message = "A conversation on {Channel} could not be summarised; the next turn tries again.")]
    private partial void NotSummarised(Exception error, string channel);
}
