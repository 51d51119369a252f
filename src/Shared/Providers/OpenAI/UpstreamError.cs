namespace Tollgate.Providers.OpenAI;

/// <summary>An error object in an upstream's own words.</summary>
internal readonly record struct UpstreamError(string? Message, string? Type, string? Code, string? Param);
