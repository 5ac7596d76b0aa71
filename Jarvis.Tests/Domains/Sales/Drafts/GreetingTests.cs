using Jarvis.Skills.Domains.Sales.Drafts;
using Jarvis.Skills.Domains.Sales.Leads;

namespace Jarvis.Tests.Domains.Sales.Drafts;

public sealed class GreetingTests
{
    private static readonly Lead Jo = new() { ContactId = 1, Key = "", Source = "", Contact = new Contact { Name = "Jo Winter", Company = "Söder Studio", Email = "jo.w@soder.example" } };

    [Theory]
    [InlineData("Hello Jo,\n\nyes.")]
    [InlineData("Hi Ms Winter!\nYes.")]
    [InlineData("Dear Söder Studio team,\nyes.")]
    [InlineData("Hello Joanna,\nyes.")]
    [InlineData("Hi there, yes.")]
    [InlineData("Sehr geehrte Damen und Herren,\nja.")]
    [InlineData("Good morning,\nyes.")]
    [InlineData("Yes, Mara uses it, too.")]
    public void Who_wrote_or_nobody_by_name_may_be_greeted(string draft) => Assert.Null(Greeting.Stranger(draft, "Is it so? Joanna", Jo));

    [Theory]
    [InlineData("Hello Mara,\n\nyes.", "Mara")]
    [InlineData("  Dear Mr Renner:\nyes.", "Renner")]
    [InlineData("Hallo Mara und Tobias!\nJa.", "Mara")]
    public void Somebody_else_may_not(string draft, string named) => Assert.Equal(named, Greeting.Stranger(draft, "Is it so?", Jo));
}
