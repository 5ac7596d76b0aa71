using Jarvis.Skills.Business.Mail.Templates;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Business.Mail;

public sealed class MailTemplateTests
{
    private static readonly MailTemplate Answer = MailTemplates.Read("answer", """
        ---
        subject: {{product}}, as you asked
        for: lead.first_answer
        ---
        Hello {{name|there}},

        {{{pitch}}}

        You asked about {{product}}.
        """);

    [Fact]
    public void Fields_are_filled_in()
    {
        var (subject, markdown) = Answer.Render(new Dictionary<string, string?> { ["name"] = "Anna", ["product"] = "reverb", ["pitch"] = "**It is good.**" });
        Assert.Equal("reverb, as you asked", subject);
        Assert.Equal("Hello Anna,\n\n**It is good.**\n\nYou asked about reverb.", markdown);
        Assert.Equal(("answer", "lead.first_answer"), (Answer.Name, Answer.For));
    }

    [Fact]
    public void An_empty_field_takes_what_stands_for_it() =>
        Assert.StartsWith("Hello there,", Answer.Render(new Dictionary<string, string?> { ["name"] = " ", ["product"] = "reverb", ["pitch"] = "x" }).Markdown, StringComparison.Ordinal);

    [Fact]
    public void A_missing_field_is_named()
    {
        var wrong = Assert.Throws<BadRequestException>(() => Answer.Render(new Dictionary<string, string?> { ["product"] = "reverb" }));
        Assert.Equal("The template \"answer\" (prompts/mail/answer.md) needs {{pitch}}; it has no value here. Write {{pitch|something}} there to say what stands instead.", wrong.Message);
    }

    [Fact]
    public void What_a_stranger_wrote_is_text() =>
        Assert.Contains(@"Hello \[click\]\(http\:\/\/evil\.example\) \# now,", Answer.Render(new Dictionary<string, string?> { ["name"] = "[click](http://evil.example)\n# now", ["product"] = "x", ["pitch"] = "x" }).Markdown, StringComparison.Ordinal);

    [Fact]
    public void Every_template_that_is_shipped_can_be_read() => Assert.Contains(new MailTemplates().All(), t => t.Name == "unsubscribe");

    [Theory]
    [InlineData("Hello", "must begin with a line \"---\"")]
    [InlineData("---\nfor: x\n---\nHello", "has no subject")]
    [InlineData("---\nsubject: x\nto: you\n---\nHello", "has \"to: you\" at its top")]
    public void A_file_that_is_none_says_what_is_wrong(string file, string what) =>
        Assert.Contains(what, Assert.Throws<BadRequestException>(() => MailTemplates.Read("x", file)).Message, StringComparison.Ordinal);
}
