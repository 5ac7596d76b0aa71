using Jarvis.Tests.Understanding.HeldOut;

namespace Jarvis.Tests.Understanding;

/// <summary>What is written freely takes in neither the day behind it nor the words around it.</summary>
public sealed class FreeTextTests(OwnersBusiness business) : IClassFixture<OwnersBusiness>
{
    [Theory]
    [InlineData("task for lead Greta Olsen: call on friday", "call")]
    [InlineData("task for Greta Olsen: call on friday at 10", "call")]
    [InlineData("task for lead 12: call on friday", "call")]
    [InlineData("add a task for Greta Olsen: send the price list by thursday", "send the price list")]
    [InlineData("add a task to send Greta Olsen the price list by thursday", "send Greta Olsen the price list")]
    [InlineData("call Greta Olsen on friday", "call")]
    [InlineData("ring Greta Olsen back tomorrow at 9", "call back")]
    public void A_task_has_its_day_apart_from_what_is_to_be_done(string say, string what)
    {
        var read = business.Read(say);
        Assert.StartsWith("sales.add_task(due=", read, StringComparison.Ordinal);
        Assert.EndsWith($", what={what})", read, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("task for Greta Olsen: read the report of friday", "read the report of friday")]
    [InlineData("task for Greta Olsen: send the price list", "send the price list")]
    [InlineData("task for Greta Olsen: answer the mail from monday", "answer the mail from monday")]
    public void A_day_that_belongs_to_the_words_before_is_no_due_day(string say, string what) =>
        Assert.Equal($"sales.add_task(lead=Greta Olsen, what={what})", business.Read(say));

    [Theory]
    [InlineData("remind me to call Jo on friday at 3", "call Jo")]
    [InlineData("could you remind me to call Jo on friday at 3, thanks", "call Jo")]
    public void A_reminder_too(string say, string text) => Assert.EndsWith($", text={text})", business.Read(say), StringComparison.Ordinal);

    [Theory]
    [InlineData("add Jo Winter as a lead")]
    [InlineData("add Jo Winter as a new lead please")]
    [InlineData("please add Jo Winter as a lead for me")]
    [InlineData("add lead Jo Winter again")]
    [InlineData("add a lead Jo Winter now, thanks")]
    [InlineData("add Jo Winter as lead")]
    [InlineData("put Jo Winter down as a lead please")]
    public void A_name_is_the_name_alone(string say) => Assert.EndsWith("sales.add_lead(name=Jo Winter)", business.Read(say), StringComparison.Ordinal);

    [Theory]
    [InlineData("new lead: The Wine Shop", "The Wine Shop")]
    [InlineData("new lead: Now Foods", "Now Foods")]
    [InlineData("new lead: Bank of Lisbon", "Bank of Lisbon")]
    [InlineData("new lead: jo winter", "jo winter")]
    public void Small_words_with_a_capital_letter_may_be_part_of_a_name(string say, string name) => Assert.Equal($"sales.add_lead(name={name})", business.Read(say));

    [Fact]
    public void A_question_behind_remind_me_is_answered_and_not_put_off() => Assert.Equal("conversation.about()", business.Read("remind me, who are you?"));
}
