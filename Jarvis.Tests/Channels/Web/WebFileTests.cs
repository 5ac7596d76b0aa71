using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Jarvis.Bot.Channels.Web;
using Jarvis.Bot.Conversations;
using Jarvis.Tests.Counterparts;
using Jarvis.Tests.Dashboard;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jarvis.Tests.Channels.Web;

public sealed class WebFileTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly Dictionary<string, string?> OneMegabyte = new(StringComparer.Ordinal) { ["Web:MaxUploadMegabytes"] = "1" };

    [Fact]
    public async Task A_file_goes_to_the_shelf_with_its_caption_and_can_be_had_back()
    {
        await using var host = await PageHost.StartAsync();
        var page = await host.OpenAsync(browser);
        await page.GetByPlaceholder("Ask Jarvis").FillAsync("the March figures");
        await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "../../march <b>.csv", MimeType = "text/html", Buffer = "a,b\n1,2\n"u8.ToArray() });

        var received = await host.NextAsync();
        Assert.Equal((InboundKind.File, "the March figures", "march b.csv"), (received.Kind, received.Text, received.FileName));
        await using (var stored = host.Get<FileShelf>().Open(new StoredFile(received.FilePath!, "", "")))
            Assert.Equal(8, stored.Length);

        await Expect(page.Locator(".message .file")).ToContainTextAsync("march b.csv");
        var (client, _) = await host.ClientAsync();
        using (client)
        {
            var file = await client.GetAsync($"/chat/files/i{received.Id}", TestContext.Current.CancellationToken);
            Assert.Equal("a,b\n1,2\n", await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal(("application/octet-stream", "attachment"), (file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.DispositionType));
        }
    }

    [Theory]
    [InlineData("logo.svg", "application/octet-stream")]
    [InlineData("page.html", "application/octet-stream")]
    [InlineData("photo.png", "image/png")]
    public async Task Only_pictures_without_scripts_are_shown_by_the_browser(string name, string type)
    {
        await using var host = await PageHost.StartAsync();
        var stored = host.Get<FileShelf>().Save(name, "text/html", "<script>alert(1)</script>"u8.ToArray());
        var row = await host.SayAsync(new OutboundPart { Address = WebChannel.Owner, File = stored });
        var (client, _) = await host.ClientAsync();
        using (client)
        {
            var file = await client.GetAsync($"/chat/files/o{row}", TestContext.Current.CancellationToken);
            Assert.Equal(type, file.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task A_row_that_names_a_path_outside_the_shelf_gives_nothing()
    {
        await using var host = await PageHost.StartAsync();
        var row = await host.SayAsync(new OutboundPart { Address = WebChannel.Owner, File = new StoredFile("../../../../etc/passwd", "a.png", "image/png") });
        var others = new OutboxMessage { Channel = "telegram", Address = "1", Key = "k", PartJson = "{\"Address\":\"1\"}" };
        await host.AddAsync(others);
        var (client, _) = await host.ClientAsync();
        using (client)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/chat/files/o{row}", TestContext.Current.CancellationToken)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/chat/files/o{others.Id}", TestContext.Current.CancellationToken)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/chat/files/../x", TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    [Theory]
    [InlineData(1_048_576, HttpStatusCode.Accepted)]
    [InlineData(1_048_577, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(3_000_000, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(0, HttpStatusCode.BadRequest)]
    public async Task The_size_limit_holds_to_the_byte(int bytes, HttpStatusCode expected)
    {
        await using var host = await PageHost.StartAsync(OneMegabyte);
        var (client, _) = await host.ClientAsync();
        using (client)
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent("abcd-1234"), "id" },
                { new ByteArrayContent(new byte[bytes]) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } }, "file", "a.png" },
            };
            var answer = await client.PostAsync("/chat/files", form, TestContext.Current.CancellationToken);
            Assert.Equal(expected, answer.StatusCode);
            Assert.Equal(expected == HttpStatusCode.Accepted ? 1 : 0, (await host.Store.AllAsync<InboxMessage>()).Count);
        }
    }

    [Fact]
    public async Task A_file_sent_again_after_a_lost_answer_is_one_message_and_one_file()
    {
        await using var host = await PageHost.StartAsync();
        var inbound = host.Get<WebInbound>();
        foreach (var _ in new int[2]) Assert.Null(await inbound.FileAsync("owner", "Owner", "abcd-1234", "a.txt", "", Encoding.UTF8.GetBytes("x"), TestContext.Current.CancellationToken));
        Assert.Single(await host.Store.AllAsync<InboxMessage>());
        Assert.Single(Directory.GetFiles(Path.Combine(host.Store.Folder, "files"), "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\temp\\a.txt", "a.txt")]
    [InlineData("", "file")]
    [InlineData("...", "file")]
    [InlineData("a\r\nb\".txt", "ab.txt")]
    public void A_file_keeps_only_the_harmless_part_of_its_name(string given, string kept) => Assert.Equal(kept, WebFiles.SafeName(given));

    [Fact]
    public void A_very_long_name_keeps_its_ending() => Assert.Equal((120, ".pdf"), (WebFiles.SafeName(new string('a', 400) + ".pdf").Length, Path.GetExtension(WebFiles.SafeName(new string('a', 400) + ".pdf"))));
}
