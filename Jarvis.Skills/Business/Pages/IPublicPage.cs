namespace Jarvis.Skills.Business.Pages;

/// <summary>
/// A page for people outside the business, who know it by an address that cannot be guessed: a quote to accept, a booking to confirm. The host takes
/// care of size, rate and headers, and tells a wrong token nothing. A domain registers a page by its name: GET and POST /{name}/{token}.
/// </summary>
public interface IPublicPage
{
    /// <summary>"quotes".</summary>
    string Name { get; }

    /// <summary>The page; null when there is none for this token.</summary>
    Task<PublicAnswer?> ShowAsync(string token, PublicVisitor visitor, CancellationToken cancel);

    /// <summary>Takes what its form sent. All of it is a stranger's text. Null when there is no page for this token.</summary>
    Task<PublicAnswer?> TakeAsync(string token, IReadOnlyDictionary<string, string> fields, PublicVisitor visitor, CancellationToken cancel);
}

/// <summary>What a visitor gets.</summary>
/// <param name="Html">A whole page that loads nothing from elsewhere and runs no script.</param>
/// <param name="Status">HTTP status.</param>
public sealed record PublicAnswer(string Html, int Status = 200)
{
    /// <summary>To be loaded again by GET, so that going back in the browser sends nothing twice.</summary>
    public static PublicAnswer Again { get; } = new("", 303);
}

/// <param name="IsPerson">False for what looks at links before people do: mail scanners, previews, prefetching browsers.</param>
public sealed record PublicVisitor(bool IsPerson);
