using System.Globalization;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;

namespace Jarvis.Bot.Channels.Console;

/// <summary>
/// The terminal in which Jarvis runs. Whoever sits there is the owner: they hold the machine. Tables are text, pictures are
/// files whose place is told, buttons are words to type.
/// </summary>
internal sealed class ConsoleChannel(ConsoleTerminal terminal, Inbox inbox, FileShelf files, ChannelStates states, TimeProvider time) : IChannel
{
    private const long LargestFile = 20 * 1024 * 1024;
    private const string FileCommand = "/file ";

    private readonly ConsoleButtons buttons = new();
    private readonly Lock output = new();
    private int sent;

    public string Name => "console";

    public ChannelTraits Traits { get; } = new() { MaxText = 20_000, MaxCaption = 20_000 };

    /// <summary>Ends when the terminal's input does; what Jarvis says is still printed.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        states.Set(Name, ChannelHealth.Connected);
        while (await ReadAsync(cancel) is { } line)
        {
            if (line.Trim() is not { Length: > 0 } typed) continue;
            if (Read(CleanText.Of(typed)) is { } message) await inbox.ReceiveAsync(message, cancel);
        }
        states.Set(Name, ChannelHealth.Connected, "Nothing more can be typed: the terminal's input is closed.");
    }

    public Task<string?> SendAsync(OutboundPart part, CancellationToken cancel)
    {
        var lines = new List<string> { terminal.Ansi ? PlainText.Terminal(part.Markdown) : PlainText.Visible(part.Markdown) };
        if (part.Table is { } table) lines.Add(TableText.Aligned(table));
        if (part.File is { } file) lines.Add($"[{file.Name}: {files.PathOf(file)}]");
        if (buttons.Offer(part.Buttons) is { Length: > 0 } offer) lines.Add($"→ {offer}");
        Print(string.Join('\n', lines.Where(l => l.Length > 0)));
        return Task.FromResult<string?>(Interlocked.Increment(ref sent).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>What was printed stays; the news follows on a line of its own: what it is about, and what became of it.</summary>
    public Task EditAsync(string externalId, OutboundPart part, CancellationToken cancel)
    {
        var news = PlainText.Visible(part.Markdown).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(2).ToList();
        if (news.Count > 0) Print($"↻ {string.Join(": ", news)}");
        return Task.CompletedTask;
    }

    public Task TypingAsync(string address, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Never: a crash ends what the terminal showed, so that it is right to print it again.</summary>
    public Task<string?> FindAsync(OutboundPart part, string? baseline, CancellationToken cancel) => Task.FromResult<string?>(null);

    public Task<string?> BaselineAsync(string address, CancellationToken cancel) => Task.FromResult<string?>(null);

    private async Task<string?> ReadAsync(CancellationToken cancel)
    {
        try
        {
            // A terminal's ReadLineAsync blocks; a thread of its own may wait for ever without harm to the shutdown.
            return await Task.Factory.StartNew(terminal.Input.ReadLine, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(cancel);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    private InboxMessage? Read(string typed)
    {
        if (typed.StartsWith(FileCommand, StringComparison.OrdinalIgnoreCase)) return ReadFile(typed[FileCommand.Length..].Trim().Trim('"'));
        var meaning = buttons.Meaning(typed);
        return Message(meaning is null ? InboundKind.Text : InboundKind.Button, meaning ?? typed);
    }

    private InboxMessage? ReadFile(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) throw new IOException("there is no such file");
            if (file.Length > LargestFile) throw new IOException("it is larger than 20 MB");
            var stored = files.Save(file.Name, "application/octet-stream", File.ReadAllBytes(file.FullName));
            return Message(InboundKind.File, "", stored);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Print($"I cannot take \"{path}\": {e.Message}. Write /file and the path of a file.");
            return null;
        }
    }

    private InboxMessage Message(InboundKind kind, string text, StoredFile? file = null) => new()
    {
        Channel = Name,
        ExternalId = Guid.CreateVersion7(time.GetUtcNow()).ToString("n"),
        Address = LocalOwner.Id,
        SenderId = LocalOwner.Id,
        SenderName = Environment.UserName,
        Kind = kind,
        Text = text,
        FilePath = file?.Path,
        FileName = file?.Name,
        At = time.GetUtcNow(),
    };

    private void Print(string text)
    {
        if (text.Length == 0) return;
        try
        {
            lock (output)
            {
                terminal.Output.WriteLine($"\n{text}");
                terminal.Output.Flush();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new DeliveryException("The terminal is gone.", e) { Permanent = true };
        }
    }
}
