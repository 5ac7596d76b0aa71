using System.Text.Json;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Reading;
using Jarvis.Tests.Counterparts;
using MimeKit;

namespace Jarvis.Tests.Business.Mail;

/// <summary>Notices of failed delivery as two decades of mail programs wrote them, scored against an analyser's own answers.</summary>
public sealed class BounceTests(ITestOutputHelper output)
{
    /// <summary>
    /// Found at all: an older analyser, bounceHammer, found 852 of 1,206 by its published counts, on a collection of its own (.71). Hard or soft by always saying "soft": .72; the reason by always saying the commonest: .21.
    /// </summary>
    [Fact]
    public void Are_told_apart_nearly_as_the_analyser_does()
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(SharedFolder.Need("bench/sisimai/expected_dev.json")));
        var (files, found, records, hard, reason, given, status) = (0, 0, 0, 0, 0, 0, 0);
        foreach (var file in expected.RootElement.EnumerateObject())
        {
            using var message = MimeMessage.Load(SharedFolder.Need($"bench/sisimai/eml/{file.Name}"));
            var read = MailReader.Read(message);
            files++;
            var wanted = file.Value.GetProperty("records").EnumerateArray().ToList();
            // An answer of somebody who is away is told by its kind.
            var away = wanted[0].GetProperty("reason").GetString() == "vacation" && read.Kind == MailKind.OutOfOffice;
            if (read.Bounced.Count > 0 || away) found++;
            for (var i = 0; i < wanted.Count; i++)
            {
                records++;
                var got = read.Bounced.Count == 0 ? null : read.Bounced[Math.Min(i, read.Bounced.Count - 1)];
                if (away || (got is not null && got.Permanent == wanted[i].GetProperty("hardbounce").GetBoolean())) hard++;
                if (away || got?.Reason == wanted[i].GetProperty("reason").GetString()) reason++;
                // Codes such as 5.0.911 are the analyser's own invention where the mail has none.
                if (wanted[i].GetProperty("dsn").GetString() is not { Length: > 0 } dsn || dsn.Contains(".0.9", StringComparison.Ordinal)) continue;
                given++;
                if (got?.Status == dsn) status++;
            }
        }
        output.WriteLine($"found {found}/{files} = {(double)found / files:0.000}; hard or soft {(double)hard / records:0.000}; reason {(double)reason / records:0.000}; status {status}/{given} = {(double)status / given:0.000}");
        Assert.True(found >= 0.97 * files, $"found {found} of {files}");
        Assert.True(hard >= 0.87 * records, $"hard or soft {hard} of {records}");
        Assert.True(reason >= 0.80 * records, $"reason {reason} of {records}");
        Assert.True(status >= 0.93 * given, $"status {status} of {given}");
    }
}
