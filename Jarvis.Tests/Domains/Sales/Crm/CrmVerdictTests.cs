using Jarvis.Skills.Business.Crm;
using Jarvis.Skills.Domains.Sales.Crm;

namespace Jarvis.Tests.Domains.Sales.Crm;

public sealed class CrmVerdictTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_equal_stays_and_what_the_vendor_does_not_give_says_nothing() =>
        Assert.Equal("name:Same", On(Fields("Mara", "123"), CrmText.Fields((CrmFields.Name, "Mara")), Fields("Mara", "111"), CrmConflicts.Ask));

    [Fact]
    public void Who_alone_changed_a_field_is_followed_whatever_the_rule() => Assert.All(Enum.GetValues<CrmConflicts>(), rule =>
    {
        Assert.Equal("name:Same phone:Theirs", On(Fields("Mara", "123"), Fields("Mara", "456"), Fields("Mara", "123"), rule));
        Assert.Equal("name:Same phone:Ours", On(Fields("Mara", "456"), Fields("Mara", "123"), Fields("Mara", "123"), rule));
        Assert.Equal("name:Theirs phone:Ours", On(Fields("Mara", "456"), Fields("Mara Lind", "123"), Fields("Mara", "123"), rule));
    });

    [Theory]
    [InlineData("Theirs", 0, "Theirs")]
    [InlineData("Ours", 0, "Ours")]
    [InlineData("Newest", 1, "Theirs")]
    [InlineData("Newest", -1, "Ours")]
    [InlineData("Ask", 1, "Ask")]
    public void A_field_that_both_changed_is_decided_by_the_rule_that_settings_name(string rule, int hoursLater, string side) =>
        Assert.Equal($"name:Same phone:{side}!", On(Fields("Mara", "222"), Fields("Mara", "333"), Fields("Mara", "111"), Enum.Parse<CrmConflicts>(rule), hoursLater));

    [Fact]
    public void At_the_first_meeting_blanks_are_filled_and_are_no_conflict_but_what_differs_is() =>
        Assert.Equal("email:Ask! name:Ours phone:Theirs", On(
            CrmText.Fields((CrmFields.Name, "Mara"), (CrmFields.Phone, ""), (CrmFields.Email, "a@north.example")), CrmText.Fields((CrmFields.Name, ""), (CrmFields.Phone, "456"), (CrmFields.Email, "b@north.example")), CrmText.Fields(), CrmConflicts.Ask));

    private static string On(IReadOnlyDictionary<string, string> ours, IReadOnlyDictionary<string, string> theirs, IReadOnlyDictionary<string, string> before, CrmConflicts rule, int hoursLater = 0) =>
        string.Join(' ', CrmVerdict.On(new CrmRecord(CrmKind.Contact, ours), new CrmRecord(CrmKind.Contact, theirs) { ChangedAt = Noon.AddHours(hoursLater) }, before, before, Noon, rule).Select(f => $"{f.Name}:{f.Side}{(f.Clash ? "!" : "")}"));

    private static IReadOnlyDictionary<string, string> Fields(string name, string phone) => CrmText.Fields((CrmFields.Name, name), (CrmFields.Phone, phone));
}
