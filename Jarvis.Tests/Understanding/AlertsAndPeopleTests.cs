namespace Jarvis.Tests.Understanding;

/// <summary>Over the shipped examples of every domain, as Jarvis itself puts them together; words that stand in no example.</summary>
public sealed class AlertsAndPeopleTests(ShippedUnderstanding shipped) : IClassFixture<ShippedUnderstanding>
{
    [Theory]
    [InlineData("alerts", "alerts.list()")]
    [InlineData("show me all the open alerts please", "alerts.list()")]
    [InlineData("do we have any alerts?", "alerts.list()")]
    [InlineData("what alerts are there", "alerts.list()")]
    [InlineData("ack", "alerts.acknowledge()")]
    [InlineData("ack 5", "alerts.acknowledge(number=5)")]
    [InlineData("please acknowledge alert 5", "alerts.acknowledge(number=5)")]
    [InlineData("acknowledge #12", "alerts.acknowledge(number=12)")]
    [InlineData("show the alert history", "alerts.history()")]
    [InlineData("people", "people.list()")]
    [InlineData("who has access to you?", "people.list()")]
    [InlineData("invite a viewer", "people.invite(role=viewer)")]
    [InlineData("please invite an owner", "people.invite(role=owner)")]
    [InlineData("invite an operator for health up to modify safe", "people.invite(domains=health, role=operator, upTo=MODIFY_SAFE)")]
    [InlineData("invite an operator for health and alerts", "people.invite(domains=health and alerts, role=operator)")]
    [InlineData("invite someone", "? people.invite(): role")]
    [InlineData("remove Anna", "people.remove(person=Anna)")]
    [InlineData("revoke the access of Anna please", "people.remove(person=Anna)")]
    [InlineData("I need a pairing code for Anna", "people.pair(person=Anna)")]
    [InlineData("give me a new pairing code", "people.pair()")]
    [InlineData("add a new viewer", "people.invite(role=viewer)")]
    [InlineData("invite Ben as viewer", "people.invite(name=Ben, role=viewer)")]
    [InlineData("invite Anna as operator of health up to modify production", "people.invite(domains=health, name=Anna, role=operator, upTo=MODIFY_PRODUCTION)")]
    [InlineData("I'm looking into alert 3 now", "alerts.acknowledge(number=3)")]
    [InlineData("where are you connected?", "jarvis.channels()")]
    [InlineData("/channels", "jarvis.channels()")]
    [InlineData("send briefings to telegram", "routes.choose(channels=telegram, kind=briefing)")]
    [InlineData("please send my briefings to discord", "routes.choose(channels=discord, kind=briefing)")]
    [InlineData("critical alerts to telegram and discord", "routes.choose(channels=telegram and discord, kind=critical)")]
    [InlineData("send all alerts to teams", "routes.choose(channels=teams, kind=alert)")]
    [InlineData("send warning alerts everywhere", "routes.choose(channels=everywhere, kind=warning)")]
    [InlineData("where do briefings go?", "routes.list(kind=briefing)")]
    [InlineData("where do critical alerts go?", "routes.list(kind=critical)")]
    [InlineData("where do alerts go", "routes.list(kind=alert)")]
    [InlineData("what have you learnt?", "lessons.list()")]
    [InlineData("forget lesson 2", "lessons.forget(number=2)")]
    [InlineData("make a backup now", "jarvis.backup()")]
    [InlineData("back up the database please", "jarvis.backup()")]
    public void A_request_is_understood(string text, string reading) => Assert.Equal(reading, shipped.Read(text));

    [Theory]
    [InlineData("alerts last week")]
    [InlineData("how many alerts did we have last month?")]
    [InlineData("which alerts were there yesterday")]
    public void A_period_is_understood(string text) => Assert.StartsWith("alerts.history(period=20", shipped.Read(text), StringComparison.Ordinal);

    [Fact]
    public void Past_trouble_is_asked_for_with_its_week() => Assert.StartsWith("health.incidents(period=20", shipped.Read("which services were down last week?"), StringComparison.Ordinal);

    [Theory]
    [InlineData("do not remove Anna")]
    [InlineData("don't acknowledge alert 5")]
    [InlineData("never invite a viewer")]
    public void A_request_not_to_is_not_a_request(string text) => Assert.DoesNotContain("(", shipped.Read(text), StringComparison.Ordinal);
}
