using System.Text.Json;
using Jarvis.Skills.Business.Mail;
using Jarvis.Tests.Counterparts;

namespace Jarvis.Tests.Business.Mail;

public sealed class MailAddressTests(ITestOutputHelper output)
{
    [Fact]
    public void Agrees_with_every_case_of_isemail()
    {
        using var cases = JsonDocument.Parse(File.ReadAllText(SharedFolder.Need("bench/email_address/isemail_tests.json")));
        var all = cases.RootElement.EnumerateArray().ToList();
        var wrong = all.Where(c => MailAddressCheck.IsValid(c.GetProperty("address").GetString()) != c.GetProperty("smtp_valid").GetBoolean())
            .Select(c => $"{c.GetProperty("diagnosis")}: {JsonSerializer.Serialize(c.GetProperty("address").GetString())}").ToList();
        output.WriteLine($"{all.Count - wrong.Count} of {all.Count} (HTML5's pattern: 144, x@y.z: 93)");
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("anna@", "there is nothing after the @")]
    [InlineData("anna", "there is no @")]
    [InlineData("anna lee@example.org", "a blank may not stand before the @")]
    [InlineData("anna@exa_mple.org", "\"_\" may not stand after the @")]
    [InlineData("anna@example.org\r\nBcc: all@example.org", "the character 13 may not stand after the @")]
    [InlineData("anna..lee@example.org", "a dot before the @ stands at the edge or beside another")]
    public void Says_what_is_wrong(string address, string problem) => Assert.Equal(problem, MailAddressCheck.Problem(address));
}
