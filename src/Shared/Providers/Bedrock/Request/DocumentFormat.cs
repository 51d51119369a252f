namespace Tollgate.Providers.Bedrock.Request;

/// <summary>Bedrock's names for the kinds of files that it reads.</summary>
internal static class DocumentFormat
{
    /// <returns>Null for a kind that it does not read.</returns>
    public static string? Of(string mediaType, string? fileName) => mediaType switch
    {
        "application/pdf" => "pdf",
        "text/csv" => "csv",
        "application/msword" => "doc",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.ms-excel" => "xls",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "text/html" => "html",
        "text/markdown" => "md",
        "text/plain" => OfName(fileName) ?? "txt",
        _ => OfName(fileName),
    };

    private static string? OfName(string? fileName) => Path.GetExtension(fileName)?.ToLowerInvariant().TrimStart('.') switch
    {
        "htm" => "html",
        "markdown" => "md",
        ("pdf" or "csv" or "doc" or "docx" or "xls" or "xlsx" or "html" or "txt" or "md") and var known => known,
        _ => null,
    };
}
