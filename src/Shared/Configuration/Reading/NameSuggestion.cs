namespace Tollgate.Configuration.Reading;

/// <summary>Guesses what a misspelt name was meant to be.</summary>
internal static class NameSuggestion
{
    /// <summary><c>; did you mean "x"?</c>, or nothing when no known name is near.</summary>
    public static string For(string unknown, IEnumerable<string> known)
    {
        var nearest = known
            .Select(name => (Name: name, Distance: Distance(unknown, name)))
            .Where(candidate => candidate.Distance <= Math.Max(1, Math.Min(unknown.Length, candidate.Name.Length) / 3))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
        return nearest is null ? "" : $"; did you mean \"{nearest}\"?";
    }

    /// <summary>Levenshtein's edit distance, which ignores case.</summary>
    private static int Distance(string left, string right)
    {
        const int tooLong = 256;
        if (left.Length > tooLong || right.Length > tooLong)
        {
            return int.MaxValue;
        }

        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var isSame = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                var substitution = previous[j - 1] + (isSame ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[right.Length];
    }
}
