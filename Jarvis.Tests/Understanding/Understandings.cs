using Jarvis.Bot.Governance;
using Jarvis.Bot.Understanding;
using Jarvis.Bot.Understanding.Classifying;
using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Learning;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Domains.Conversation;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.SemanticKernel;

namespace Jarvis.Tests.Understanding;

/// <summary>Local understanding over the shipped prompts and a small machine room: Wednesday 18 March 2026, 10:00 in Berlin.</summary>
internal sealed class Understandings
{
    public const string MachineRoom = """
        intents:
          - function: room.restart
            slots: {service: service}
            ask: {service: "Which service?"}
            examples: ["restart {service}", "restart the {service}", "restart service {service}", "restart the {service} service", "restart a service", "reboot {service}", "bounce {service}", "bring {service} back up", "start {service} again", "kick {service}", "power cycle {service}", "restart {service} container", "do a restart of {service}"]
          - function: room.status
            examples: ["status", "how are things", "how is everything", "is everything ok", "show status", "overall status", "how are we doing", "are all services up", "is anything broken", "what is broken", "health", "health check", "what is the state of things", "is everything running", "any problems"]
          - function: room.history
            slots: {service: service, period: period}
            ask: {service: "Which service?"}
            examples: ["how is {service}", "how is {service} doing", "how was {service} {period}", "show {service}", "show {service} {period}", "history of {service}", "history of {service} {period}", "uptime of {service} {period}", "status of {service}", "{service} status", "is {service} up", "is {service} slow", "how slow was {service} {period}", "latency of {service} {period}"]
          - function: room.silence
            slots: {service: service, length: duration}
            ask: {service: "Which service?", length: "For how long?"}
            examples: ["silence {service} {length}", "silence {service} for {length}", "silence alerts of {service} for {length}", "mute {service} for {length}", "mute {service}", "silence {service}", "no alerts for {service} for {length}", "don't alert me about {service} for {length}", "keep quiet about {service} for {length}", "mute alerts for {service} for {length}", "silence {service} {length} please", "stop alerts for {service} for {length}"]
        """;

    public Understandings(string timeZone = "Europe/Berlin", string? now = null, string? machineRoom = MachineRoom, params string[] services)
    {
        Clock = new FakeTimeProvider(DateTimeOffset.Parse(now ?? "2026-03-18T10:00:00+01:00"));
        Folder = Directory.CreateTempSubdirectory("jarvis-prompts-").FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "prompts"), "*.yaml", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(Path.GetDirectoryName(f)) is "prompts" or "conversation" or "jarvis"))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "prompts"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        Directory.CreateDirectory(Path.Combine(Folder, "room"));
        if (machineRoom is not null) File.WriteAllText(Path.Combine(Folder, "room", "intents.yaml"), machineRoom);

        var business = Options.Create(new BusinessOptions { TimeZone = timeZone });
        var times = new OwnerTimes(Clock, business);
        var skills = new SkillCatalog(new ServiceCollection().BuildServiceProvider(),
            [new DomainDescriptor("jarvis", "Jarvis", typeof(JarvisSkill)), new DomainDescriptor("conversation", "Conversation", typeof(ConversationSkill)), new DomainDescriptor("room", "Machine room", typeof(RoomSkill))]);
        var readers = new SlotReaders([new Services(services.Length > 0 ? services : ["backend", "worker", "web-shop", "db-1", "db-2", "payment-gateway"])], skills, times, business);
        Catalog = new IntentCatalog(Folder, skills.Functions, readers.Types);
        Directory.Delete(Folder, recursive: true);
        Suggestions = new Suggestions(Catalog, readers);
        Local = new LocalUnderstanding(Catalog, readers, Suggestions, new FunctionClassifier(Catalog, readers, folder: null), Lessons);
    }

    public FakeTimeProvider Clock { get; }

    public Lessons Lessons { get; } = new();

    public IntentCatalog Catalog { get; }

    public Suggestions Suggestions { get; }

    public LocalUnderstanding Local { get; }

    private string Folder { get; }

    /// <summary>"room.restart(service=backend)", "? room.restart: service", "or: Restart backend | …", "dropped", "nothing".</summary>
    public string Read(string text, FunctionCall? last = null, OpenQuestion? open = null) => Local.Understand(text, new ConversationMemory(last, open)) switch
    {
        Understood.Request request => Said(request.Call),
        Understood.Missing missing => $"? {Said(missing.Call)}: {missing.Slot}",
        Understood.Unsure unsure => $"or: {string.Join(" | ", unsure.Readings.Select(r => r.Say))}",
        Understood.Dropped => "dropped",
        _ => "nothing",
    };

    private static string Said(FunctionCall call) =>
        $"{call.Function}({string.Join(", ", call.Arguments.Where(a => a.Value is not null).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}"))})";

    private sealed class Services(string[] names) : IVocabulary
    {
        public string Slot => "service";

        public IReadOnlyCollection<string> Names => names;
    }

    /// <summary>Never called: only its functions' shapes matter.</summary>
    private sealed class RoomSkill
    {
        [KernelFunction("restart")]
        public static PlannedAction Restart(string service) => throw new NotSupportedException(service);

        [KernelFunction("status")]
        public static Answer Status() => throw new NotSupportedException();

        [KernelFunction("history")]
        public static Answer History(string service, string? period = null) => throw new NotSupportedException(service + period);

        [KernelFunction("silence")]
        public static PlannedAction Silence(string service, string length) => throw new NotSupportedException(service + length);
    }
}
