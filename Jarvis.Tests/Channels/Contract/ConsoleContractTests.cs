using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Jarvis.Bot.Channels.Console;
using Jarvis.Tests.Rig;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Channels.Contract;

public sealed class ConsoleContractTests : ChannelContract
{
    protected override ContractPlatform Platform() => new ConsolePlatform();
}

/// <summary>A terminal: lines go in, and what is printed at once is a message.</summary>
internal sealed partial class ConsolePlatform : ContractPlatform
{
    private readonly ConcurrentQueue<string> printed = new();
    private readonly string folder = Directory.CreateTempSubdirectory("jarvis-typed-").FullName;
    private Keyboard keyboard = new();

    public override string Channel => "console";

    public override string Person => "Owner";

    public override int LongestText => 20_000;

    public override bool Edits => false;

    public override void Configure(IServiceCollection services) => services.AddConsoleChannel(new ConsoleTerminal(keyboard, new Screen(printed), Ansi: false));

    public override Task StartedAsync(TestJarvis jarvis) => Task.CompletedTask;

    public override Task StoppingAsync()
    {
        keyboard.Type(null);
        keyboard = new Keyboard();
        return Task.CompletedTask;
    }

    public override Task WriteAsync(string text)
    {
        keyboard.Type(text);
        return Task.CompletedTask;
    }

    public override async Task SendFileAsync(string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        await WriteAsync($"/file {path}");
    }

    public override async Task PressAsync(string button) =>
        await WriteAsync((await ShownAsync()).SelectMany(m => m.Buttons).Last(b => b.StartsWith(button, StringComparison.OrdinalIgnoreCase)));

    /// <summary>A line that is typed comes once.</summary>
    public override Task RedeliverAsync() => Task.CompletedTask;

    public override Task<IReadOnlyList<ShownMessage>> ShownAsync() => Task.FromResult<IReadOnlyList<ShownMessage>>([.. printed.Select(Read)]);

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return base.DisposeAsync();
    }

    private static ShownMessage Read(string text)
    {
        var offer = text.IndexOf("\n→ ", StringComparison.Ordinal);
        var file = FileLine().Match(text);
        return new ShownMessage((offer < 0 ? text : text[..offer]).Trim())
        {
            Buttons = offer < 0 ? [] : text[(offer + 3)..].Trim().Split([" · ", "\n"], StringSplitOptions.None),
            FileName = file.Success ? file.Groups["name"].Value : null,
            File = file.Success ? File.ReadAllBytes(file.Groups["path"].Value) : null,
        };
    }

    [GeneratedRegex(@"^\[(?<name>[^:\]]+\.\w+): (?<path>/[^\]]+)\]$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex FileLine();

    private sealed class Screen(ConcurrentQueue<string> printed) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) => printed.Enqueue(value ?? "");
    }

    /// <summary>Lines as they are typed; null closes it.</summary>
    private sealed class Keyboard : TextReader
    {
        private readonly BlockingCollection<string?> typed = [];

        public void Type(string? line) => typed.Add(line);

        public override string? ReadLine() => typed.Take();
    }
}
