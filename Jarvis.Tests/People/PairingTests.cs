using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Channels.Routes;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.People;

public sealed class PairingTests : IDisposable
{
    private readonly TestStore store = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
    private readonly PeopleOptions options = new();
    private readonly IOptions<BusinessOptions> business = Options.Create(new BusinessOptions());
    private readonly PeopleDirectory people;
    private Pairing pairing;

    public PairingTests()
    {
        people = new PeopleDirectory(store, time);
        pairing = Start();
    }

    [Fact]
    public async Task The_owner_pairs_their_first_chat_channel_with_the_code_that_the_console_shows()
    {
        var shown = await pairing.RenewCurrentCodeAsync(CancellationToken.None);

        Assert.Matches("^[B-Z2-9]{4}-[B-Z2-9]{4}$", shown.Code);
        Assert.Equal(shown, pairing.CurrentCode);
        var meeting = await SayAsync("42", shown.Code.ToLowerInvariant());

        Assert.Equal(Role.Owner, meeting.Person!.Role);
        Assert.StartsWith("Welcome", meeting.Say, StringComparison.Ordinal);
        Assert.Null(pairing.CurrentCode);
        Assert.Equal(meeting.Person.Id, (await people.FindAsync("web", "whoever signed in", CancellationToken.None))!.Id);
        Assert.Equal([("console", "owner"), ("web", "owner"), ("telegram", "chat 42")],
            (await people.AddressesAsync(Audience.Owners, CancellationToken.None)).Select(a => (a.Channel, a.Address)));
    }

    [Fact]
    public async Task A_code_is_worth_nothing_a_second_time()
    {
        var code = (await pairing.RenewCurrentCodeAsync(CancellationToken.None)).Code;
        await SayAsync("42", code);

        Assert.Null((await SayAsync("43", code)).Person);
    }

    [Fact]
    public async Task Of_two_who_send_the_same_code_at_once_one_gets_in()
    {
        var code = (await pairing.RenewCurrentCodeAsync(CancellationToken.None)).Code;
        using var other = Start();

        var meetings = await Task.WhenAll(
            pairing.MeetAsync("telegram", "1", "A", "1", code, CancellationToken.None),
            other.MeetAsync("discord", "2", "B", "2", code, CancellationToken.None));

        Assert.Single(meetings, m => m.Person is not null);
    }

    [Fact]
    public async Task A_code_expires_after_an_hour()
    {
        var code = (await pairing.RenewCurrentCodeAsync(CancellationToken.None)).Code;
        time.Advance(TimeSpan.FromMinutes(60));

        Assert.Null(pairing.CurrentCode);
        Assert.Null((await SayAsync("42", code)).Person);
    }

    [Fact]
    public async Task A_renewed_code_voids_the_one_before()
    {
        var first = (await pairing.RenewCurrentCodeAsync(CancellationToken.None)).Code;
        var second = (await pairing.RenewCurrentCodeAsync(CancellationToken.None)).Code;

        Assert.Null((await SayAsync("42", first)).Person);
        Assert.NotNull((await SayAsync("42", second)).Person);
    }

    [Fact]
    public async Task An_invited_operator_gets_the_role_domains_and_clearance_of_the_code_over_a_restart()
    {
        var code = (await pairing.InviteAsync(new Invitation(Role.Operator, "sales,support", ClearanceLevel.ModifySafe), "Owner", CancellationToken.None)).Code;
        pairing.Dispose();
        pairing = Start();

        var anna = (await SayAsync("7", "/start " + code, "Anna")).Person!;

        Assert.Equal(("Anna", Role.Operator, "sales,support", ClearanceLevel.ModifySafe), (anna.Name, anna.Role, anna.Domains, anna.UpTo));
        Assert.True(anna.MayDecide("sales", ClearanceLevel.ModifySafe));
        Assert.False(anna.MayDecide("sales", ClearanceLevel.ModifyProduction));
        Assert.False(anna.MayDecide("health", ClearanceLevel.Suggest));
    }

    [Fact]
    public async Task No_readable_code_is_stored()
    {
        var code = (await pairing.RenewCurrentCodeAsync(CancellationToken.None)).Code;
        var row = Assert.Single(await store.AllAsync<PairingCode>());

        Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), System.Text.Json.JsonSerializer.Serialize(row), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(32, row.Hash.Length);
    }

    [Fact]
    public async Task Five_wrong_codes_lock_an_account_out_for_an_hour_and_then_for_two()
    {
        var code = (await pairing.InviteAsync(new Invitation(Role.Viewer, "", ClearanceLevel.ReadOnly), "Owner", CancellationToken.None)).Code;
        await WrongAsync("42", 5);
        Assert.Null((await SayAsync("42", code)).Person);

        time.Advance(TimeSpan.FromMinutes(61));
        await WrongAsync("42", 5);
        time.Advance(TimeSpan.FromMinutes(61));
        code = (await pairing.InviteAsync(new Invitation(Role.Viewer, "", ClearanceLevel.ReadOnly), "Owner", CancellationToken.None)).Code;
        Assert.Null((await SayAsync("42", code)).Person);
        Assert.NotNull((await SayAsync("43", code)).Person);

        time.Advance(TimeSpan.FromMinutes(60));
        code = (await pairing.InviteAsync(new Invitation(Role.Viewer, "", ClearanceLevel.ReadOnly), "Owner", CancellationToken.None)).Code;
        Assert.NotNull((await SayAsync("42", code)).Person);
    }

    [Fact]
    public async Task Four_wrong_codes_do_no_harm()
    {
        var code = (await pairing.RenewCurrentCodeAsync(CancellationToken.None)).Code;
        await WrongAsync("42", 4);

        Assert.NotNull((await SayAsync("42", code)).Person);
    }

    [Fact]
    public async Task A_restart_does_not_end_a_lockout()
    {
        var code = (await pairing.RenewCurrentCodeAsync(CancellationToken.None)).Code;
        await WrongAsync("42", 5);
        pairing.Dispose();
        pairing = Start();

        Assert.Null((await SayAsync("42", code)).Person);
    }

    [Fact]
    public async Task Wrong_codes_from_many_accounts_close_the_door_for_everybody_for_an_hour()
    {
        options.WrongCodesPerHour = 10;
        var code = (await pairing.RenewCurrentCodeAsync(CancellationToken.None)).Code;
        for (var i = 0; i < 10; i++) await SayAsync($"bot {i}", "BCDF-GHJK");

        Assert.Null((await SayAsync("42", code)).Person);
        time.Advance(TimeSpan.FromMinutes(61));
        Assert.NotNull((await SayAsync("42", (await pairing.RenewCurrentCodeAsync(CancellationToken.None)).Code)).Person);
    }

    [Fact]
    public async Task A_stranger_gets_one_polite_answer_a_day_and_nothing_else()
    {
        var first = await SayAsync("42", "hello, what is the revenue?");
        Assert.Contains("My business", first.Say, StringComparison.Ordinal);

        Assert.Equal(new Meeting(null, null), await SayAsync("42", "hello?"));
        Assert.Equal(new Meeting(null, null), await SayAsync("42", "BCDF-GHJK"));
        time.Advance(TimeSpan.FromHours(24));
        Assert.NotNull((await SayAsync("42", "hello again")).Say);
    }

    [Fact]
    public async Task A_flood_of_strangers_is_not_answered_without_end_and_fills_no_table()
    {
        options.AnswersPerDay = 5;
        var answers = new List<string?>();
        for (var i = 0; i < 50; i++) answers.Add((await SayAsync($"bot {i}", "hi")).Say);

        Assert.Equal(5, answers.Count(a => a is not null));
        Assert.Equal(5, (await store.AllAsync<Stranger>()).Count);
        time.Advance(TimeSpan.FromDays(9));
        await SayAsync("one more", "hi");
        Assert.Single(await store.AllAsync<Stranger>());
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("What is my code?")]
    [InlineData("BCDF")]
    [InlineData("BCDFGHJKM")]
    [InlineData("BCDF GHJK and thanks for everything, I mean it")]
    public async Task An_ordinary_message_is_not_taken_for_a_code(string message)
    {
        await SayAsync("42", message);

        Assert.Equal(0, Assert.Single(await store.AllAsync<Stranger>()).Wrong);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("/start {0}")]
    [InlineData("pair {0}")]
    [InlineData("code: {0}")]
    [InlineData(" `{0}` ")]
    public async Task A_code_is_recognised_as_people_send_it(string form)
    {
        var code = (await pairing.RenewCurrentCodeAsync(CancellationToken.None)).Code;

        Assert.NotNull((await SayAsync("42", string.Format(System.Globalization.CultureInfo.InvariantCulture, form, code))).Person);
    }

    public void Dispose()
    {
        pairing.Dispose();
        store.Dispose();
    }

    private Pairing Start() => new(store, people, new Outbox(store, people, new MessageRoutes(new Controls(store, Options.Create(new GovernanceOptions()), time), Options.Create(new RoutesOptions())), new ReplyCutter(new ChartDrawer(business), new TableDrawer(), new FileShelf(Options.Create(store.Options))), new ServiceCollection().BuildServiceProvider(), time), Options.Create(options), business, time);

    private Task<Meeting> SayAsync(string sender, string text, string name = "Max") =>
        pairing.MeetAsync("telegram", sender, name, "chat " + sender, text, CancellationToken.None);

    private async Task WrongAsync(string sender, int times)
    {
        for (var i = 0; i < times; i++) await SayAsync(sender, "BCDF-GHJK");
    }
}
