namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary><c>stream</c> and <c>stream_options</c>.</summary>
internal sealed record StreamSettings(bool IsStream, bool IncludeUsage, bool IncludeObfuscation)
{
    /// <exception cref="RefusedException">400: options without a stream.</exception>
    public static StreamSettings Read(RequestFields body)
    {
        var isStream = body.Flag("stream");
        if (body.Optional("stream_options") is not { } options)
            return new StreamSettings(isStream, IncludeUsage: false, IncludeObfuscation: isStream);

        if (!isStream)
        {
            throw RefusedException.Invalid(
                "The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options", code: null);
        }

        var fields = new RequestFields(options);
        return new StreamSettings(isStream, fields.Flag("include_usage"), fields.Flag("include_obfuscation", absent: true));
    }
}
