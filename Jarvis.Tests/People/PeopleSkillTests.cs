using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Channels.Routes;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Jarvis.Tests.People;

public sealed class PeopleSkillTests : IAsyncLifetime
{
    private readonly TestStore store = new();
    private readonly ServiceProvider services;
    private readonly PeopleSkill skill;
    private readonly Pairing pairing;

    public PeopleSkillTests()
    {
        var web = new Mock<IMessageSender>();
        web.SetupGet(c => c.Name).Returns("web");
        services = new ServiceCollection()
            .AddSingleton<IDbContextFactory<JarvisDb>>(store).AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero)))
            .AddSingleton(Options.Create(new PeopleOptions())).AddSingleton(Options.Create(new BusinessOptions())).AddSingleton(Options.Create(store.Options))
            .AddSingleton<PeopleDirectory>().AddSingleton<Pairing>().AddSingleton<FileShelf>().AddRendering().AddSingleton<Outbox>().AddSingleton<Controls>().AddSingleton<MessageRoutes>().AddSingleton(Options.Create(new GovernanceOptions())).AddSingleton(Options.Create(new RoutesOptions())).AddSingleton<PeopleSkill>().AddSingleton(web.Object)
            .AddSingleton(new DomainDescriptor("sales", "Sales", typeof(object))).AddSingleton(new DomainDescriptor("health", "System health", typeof(object))).AddSingleton(new DomainDescriptor("people", "People", typeof(object)))
            .BuildServiceProvider();
        skill = services.GetRequiredService<PeopleSkill>();
        pairing = services.GetRequiredService<Pairing>();
    }

    public async ValueTask InitializeAsync() => await pairing.RenewCurrentCodeAsync(CancellationToken.None);

    [Fact]
    public async Task An_operators_code_reaches_the_owners_and_no_ledger()
    {
        var outcome = await RunAsync(skill.Invite("operator", "Sales and system health", "modify safe"));

        var message = Assert.Single(await store.AllAsync<OutboxMessage>());
        var code = message.Part().Markdown.Split('`')[1];
        Assert.Equal(("web", "owner"), (message.Channel, message.Address));
        Assert.DoesNotContain(code, outcome.Said, StringComparison.Ordinal);

        var anna = (await pairing.MeetAsync("telegram", "7", "Anna", "7", code, CancellationToken.None)).Person!;
        Assert.Equal((Role.Operator, "health,sales", ClearanceLevel.ModifySafe), (anna.Role, anna.Domains, anna.UpTo));
        Assert.Contains("Anna was paired on telegram as operator.", (await store.AllAsync<LedgerEntry>()).Select(e => e.Text));
        Assert.Contains("Anna is now paired on telegram as operator", (await store.AllAsync<OutboxMessage>())[1].Part().Markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("owner", true, ClearanceLevel.FullAutonomy)]
    [InlineData("viewer", false, ClearanceLevel.ModifySafe)]
    public void Who_may_decide_is_widened_only_when_an_owner_was_asked(string role, bool asked, ClearanceLevel needs)
    {
        var plan = skill.Invite(role);

        Assert.Equal((asked, needs), (plan.AlwaysAsk, plan.Needs));
    }

    [Fact]
    public void An_operator_is_always_asked_for() => Assert.True(skill.Invite("operator", "sales").AlwaysAsk);

    [Theory]
    [InlineData("boss", null, null, "role is \"boss\". Say owner, operator or viewer")]
    [InlineData("operator", null, null, "domains is missing")]
    [InlineData("operator", "cooking", null, "domains names \"cooking\", which is not one of sales, health.")]
    [InlineData("operator", "people", null, "which is not one of sales, health.")]
    [InlineData("operator", "sales", "much", "upTo is \"much\"")]
    public void A_wrong_invitation_is_named_with_the_mend(string role, string? domains, string? upTo, string says) =>
        Assert.Contains(says, Assert.Throws<BadRequestException>(() => skill.Invite(role, domains, upTo)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_owner_connects_another_channel_and_stays_one_person()
    {
        await RunAsync(await skill.PairAsync(null, CancellationToken.None));
        var code = (await store.AllAsync<OutboxMessage>())[0].Part().Markdown.Split('`')[1];

        var met = (await pairing.MeetAsync("discord", "9", "Olga", "9", code, CancellationToken.None)).Person!;

        Assert.Equal("Olga", Assert.Single(await store.AllAsync<Person>()).Name);
        Assert.Equal(Role.Owner, met.Role);
        Assert.Equal(["Olga|owner|everything|console, web, discord"], (await skill.ListAsync(CancellationToken.None)).Table!.Rows.Select(r => $"{r[0]}|{r[1]}|{r[2]}|{r[4]}"));
    }

    [Fact]
    public async Task Somebody_who_is_removed_is_a_stranger_at_once_and_their_code_is_void()
    {
        var code = (await pairing.InviteAsync(new Invitation(Role.Viewer, "", ClearanceLevel.ReadOnly), "Owner", CancellationToken.None)).Code;
        var vera = (await pairing.MeetAsync("telegram", "3", "Vera", "3", code, CancellationToken.None)).Person!;
        var another = (await pairing.InviteAsync(new Invitation(Role.Viewer, "", ClearanceLevel.ReadOnly, vera.Id), "Owner", CancellationToken.None)).Code;

        var plan = await skill.RemoveAsync("vera", CancellationToken.None);
        Assert.True(plan.AlwaysAsk);
        await RunAsync(plan);

        Assert.Null(await services.GetRequiredService<PeopleDirectory>().FindAsync("telegram", "3", CancellationToken.None));
        Assert.Null((await pairing.MeetAsync("telegram", "3", "Vera", "3", another, CancellationToken.None)).Person);
    }

    [Fact]
    public async Task The_owner_at_the_console_cannot_be_removed_and_an_unknown_name_is_told()
    {
        Assert.Contains("always known at the console", (await Assert.ThrowsAsync<BadRequestException>(() => skill.RemoveAsync("Owner", CancellationToken.None))).Message, StringComparison.Ordinal);
        Assert.Contains("person is \"Max\". I know Owner.", (await Assert.ThrowsAsync<BadRequestException>(() => skill.RemoveAsync("Max", CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        store.Dispose();
    }

    private Task<Outcome> RunAsync(PlannedAction plan) => plan.Commit(new ActionContext(services, 1, Guid.NewGuid(), "Olga"), CancellationToken.None);
}
