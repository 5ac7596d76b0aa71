using Jarvis.Bot.Understanding;
using Jarvis.Bot.Understanding.Intents;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Understanding.HeldOut;

/// <summary>
/// How the shipped understanding reads what owners say, most of it unlike any example. Counted as `bench cost` does: right at once;
/// offered with the right reading; left (to a model, where there is one); and wrong, which a choice without the right reading is, too.
/// </summary>
public sealed class OwnersRequestsTests(OwnersBusiness business, ITestOutputHelper output) : IClassFixture<OwnersBusiness>
{
    private enum Came { Right, Offered, Left, Wrong }

    [Fact]
    public void Most_of_what_owners_ask_is_served_and_hardly_anything_wrongly() =>
        Served("requests.txt", leastRight: 0.82, mostWrong: 0.02, mostStrangersWrong: 0.04);

    [Fact]
    public void What_is_asked_in_passing_is_served_mostly_and_never_wrongly() =>
        Served("everyday.txt", leastRight: 0.85, mostWrong: 0, mostStrangersWrong: 0);

    private void Served(string file, double leastRight, double mostWrong, double mostStrangersWrong)
    {
        var requests = OwnersRequest.ReadAll(file);
        var examples = business.Get<IntentCatalog>().Intents.SelectMany(i => i.Templates).Select(t => t.Example).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.All(requests, r => Assert.DoesNotContain(r.Say, examples));

        var tally = requests.Select(r => (r.IsStranger, Came: Judge(r))).CountBy(c => c).ToDictionary();
        int Count(bool stranger, Came came) => tally.GetValueOrDefault((stranger, came));
        var (served, strangers) = (requests.Count(r => !r.IsStranger), requests.Count(r => r.IsStranger));
        var (right, offered, wrong) = (Count(false, Came.Right), Count(false, Came.Offered), Count(false, Came.Wrong));
        var strangersWrong = Count(true, Came.Wrong);
        output.WriteLine($"{served} to be served: {right} right at once, {offered} offered, {Count(false, Came.Left)} left, {wrong} wrong; of {strangers} others {strangersWrong} taken or offered something.");
        Assert.True(right >= leastRight * served, $"{right} of {served} right at once");
        Assert.True(wrong <= mostWrong * served, $"{wrong} of {served} wrong");
        Assert.True(strangersWrong <= mostStrangersWrong * strangers, $"{strangersWrong} of {strangers} that Jarvis cannot serve taken or offered something");
    }

    private Came Judge(OwnersRequest request)
    {
        var local = business.Get<LocalUnderstanding>();
        var memory = request.Before is null ? ConversationMemory.Empty : new ConversationMemory((local.Understand(request.Before, ConversationMemory.Empty) as Understood.Request)?.Call);
        var understood = local.Understand(request.Say, memory);
        if (understood is Understood.Nothing nothing) Assert.All(nothing.Nearest, n => Assert.True(local.Understand(n.Say, ConversationMemory.Empty) is Understood.Request or Understood.Missing, $"{request.Say} offers {n.Say}"));
        var came = understood switch
        {
            Understood.Nothing or Understood.Dropped => request.IsStranger ? Came.Right : Came.Left,
            Understood.Unsure unsure => unsure.Readings.Any(r => IsMeant(local.Understand(r.Say, ConversationMemory.Empty), request)) ? Came.Offered : Came.Wrong,
            _ => IsMeant(understood, request) ? Came.Right : Came.Wrong,
        };
        if (came != Came.Right) output.WriteLine($"{came,-8}{request.Before}{(request.Before is null ? "" : " > ")}{request.Say} → {Said(understood, local)}; {string.Join(" or ", request.Expected)}{string.Concat(request.With.Select(w => $" {w.Key}={w.Value}"))}");
        return came;
    }

    private static bool IsMeant(Understood understood, OwnersRequest request) => understood switch
    {
        Understood.Request asked => request.Expected.Contains(asked.Call.Function) && request.With.All(w => string.Equals(asked.Call.Arguments.GetValueOrDefault(w.Key), w.Value, StringComparison.OrdinalIgnoreCase)),
        Understood.Missing missing => request.Expected.Contains(missing.Call.Function),
        _ => false,
    };

    private static string Said(Understood understood, LocalUnderstanding local) => understood switch
    {
        Understood.Request { Call: var call } request => $"{(request.Doubtful ? "maybe " : "")}{Said(call)}",
        Understood.Missing missing => $"{missing.Slot}? {Said(missing.Call)}",
        Understood.Unsure unsure => string.Join(" | ", unsure.Readings.Select(r => $"\"{r.Say}\" {(local.Understand(r.Say, ConversationMemory.Empty) as Understood.Request)?.Call.Function}")),
        _ => "nothing",
    };

    private static string Said(FunctionCall call) => $"{call.Function}({string.Join(", ", call.Arguments.Where(a => a.Value is not null).Select(a => $"{a.Key}={a.Value}"))})";
}
