using System.Security.Claims;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Channels.Web;

/// <summary>Where the page posts messages and files, and fetches files. Mapped by the dashboard, behind its sign-in.</summary>
internal static class WebEndpoints
{
    public static void MapWebChat(this IEndpointRouteBuilder app)
    {
        var chat = app.MapGroup("/chat").RequireAuthorization();
        chat.MapPost("/messages", PostAsync).AddEndpointFilter(FromThisPage);
        chat.MapPost("/files", UploadAsync).AddEndpointFilter(FromThisPage);
        chat.MapGet("/files/{row:regex(^[io]\\d{{1,18}}$)}", DownloadAsync);
    }

    private static async Task<IResult> PostAsync(WebPost post, ClaimsPrincipal user, WebInbound inbound, CancellationToken cancel) =>
        Answer(await inbound.PostAsync(Sender(user), user.Identity!.Name ?? "", post, cancel));

    private static async Task<IResult> UploadAsync(HttpContext http, WebInbound inbound, IOptions<WebOptions> options, CancellationToken cancel)
    {
        var most = options.Value.MaxUploadBytes;
        var tooLarge = Refuse($"file: at most {options.Value.MaxUploadMegabytes} MB (Web:MaxUploadMegabytes).", StatusCodes.Status413PayloadTooLarge);
        // Room for the form's own lines besides the file.
        if (http.Request.ContentLength > most + 65_536) return tooLarge;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = most + 65_536;
        if (!http.Request.HasFormContentType) return Refuse("file: send it as multipart/form-data.");
        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = most, ValueCountLimit = 16, ValueLengthLimit = 65_536 }, cancel);
        }
        catch (Exception broken) when (broken is InvalidDataException or BadHttpRequestException)
        {
            return broken is BadHttpRequestException { StatusCode: not StatusCodes.Status413PayloadTooLarge } ? Refuse("file: the upload broke off; send it again.") : tooLarge;
        }
        if (form.Files is not [var file]) return Refuse("file: send exactly one file at a time.");

        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, cancel);
        return Answer(await inbound.FileAsync(Sender(http.User), http.User.Identity!.Name ?? "", form["id"], file.FileName, form["text"], content.ToArray(), cancel));
    }

    /// <summary>By row, never by path, and only rows of the asker's own conversation.</summary>
    private static async Task<IResult> DownloadAsync(
        string row, HttpContext http, IDbContextFactory<JarvisDb> databases, FileShelf shelf, CancellationToken cancel)
    {
        var (address, id) = (Sender(http.User), long.Parse(row.AsSpan(1)));
        await using var db = await databases.CreateDbContextAsync(cancel);
        StoredFile? file = null;
        if (row[0] == 'i')
        {
            var message = await db.Set<InboxMessage>().AsNoTracking()
                .FirstOrDefaultAsync(m => m.Id == id && m.Channel == WebChannel.ChannelName && m.Address == address, cancel);
            if (message is { FilePath: { } path, FileName: { } name }) file = new StoredFile(path, name, WebFiles.TypeOf(name));
        }
        else
        {
            var message = await db.Set<OutboxMessage>().AsNoTracking()
                .FirstOrDefaultAsync(m => m.Id == id && m.Channel == WebChannel.ChannelName && m.Address == address, cancel);
            file = message?.Part().File;
        }
        if (file is null) return Results.NotFound();
        try
        {
            // A picture is shown; anything else is saved, whatever it says it is.
            var picture = WebFiles.PictureType(file.Name);
            http.Response.Headers.CacheControl = "private, max-age=86400";
            return Results.Stream(shelf.Open(file), picture ?? "application/octet-stream", picture is null ? WebFiles.SafeName(file.Name) : null);
        }
        catch (IOException)
        {
            return Results.NotFound();
        }
    }

    /// <summary>A post without the page's own token was made by another site.</summary>
    private static async ValueTask<object?> FromThisPage(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var antiforgery = context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>();
        return await antiforgery.IsRequestValidAsync(context.HttpContext) ? await next(context) : Refuse("The page is out of date; reload it.", StatusCodes.Status403Forbidden);
    }

    private static string Sender(ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("A signed-in person has an id.");

    private static IResult Answer(string? wrong) => wrong is null ? Results.Accepted() : Refuse(wrong);

    private static IResult Refuse(string message, int status = StatusCodes.Status400BadRequest) => Results.Json(new { message }, statusCode: status);
}
