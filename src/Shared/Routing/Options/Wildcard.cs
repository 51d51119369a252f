namespace Tollgate.Routing.Options;

/// <summary>Names with <c>*</c> in them.</summary>
internal static class Wildcard
{
    /// <summary>Whether a name fits a pattern, in which every <c>*</c> stands for any characters, also none. Case matters.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        // The last star may have swallowed too little: then it takes one more. Earlier stars need never be looked at again.
        var (at, position, star, resume) = (0, 0, -1, 0);
        while (position < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, resume) = (at++, position);
            }
            else if (at < pattern.Length && pattern[at] == name[position])
            {
                (at, position) = (at + 1, position + 1);
            }
            else if (star >= 0)
            {
                (at, position) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].IndexOfAnyExcept('*') < 0;
    }
}
