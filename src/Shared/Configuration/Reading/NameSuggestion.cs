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

    /// <summary>Edits (insert, delete, replace, swap neighbours) from one to the other, ignoring case.</summary>
    private static int Distance(string left, string right)
    {
        const int tooLong = 256;
        if (left.Length > tooLong || right.Length > tooLong)
        {
            return int.MaxValue;
        }

        var edits = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                edits[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    edits[i - 1, j - 1] + (IsSame(i, j) ? 0 : 1), Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && IsSame(i, j - 1) && IsSame(i - 1, j))
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[left.Length, right.Length];

        bool IsSame(int i, int j) => char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
    }
}
