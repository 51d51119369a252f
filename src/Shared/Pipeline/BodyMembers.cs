using System.Text.Json;

namespace Tollgate.Pipeline;

/// <summary>
/// Finds members of a checked body again. Only where one has to be left out, which is rare: noting every member's place while a
/// body is read would cost all the others.
/// </summary>
internal static class BodyMembers
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    public static bool Has(ReadOnlySpan<byte> body, string name)
    {
        var reader = Open(body);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(name))
            {
                return true;
            }

            reader.Read();
            reader.Skip();
        }

        return false;
    }

    /// <summary>The parts to cut so that what is left is an object without these members; in order and apart from each other.</summary>
    public static List<JsonSlice> Cuts(ReadOnlySpan<byte> body, IReadOnlyList<string> names)
    {
        var cuts = new List<JsonSlice>(names.Count);
        var reader = Open(body);
        var hasKept = false;
        var (openCut, lastEnd) = (-1, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var isCut = IsAny(ref reader, names);
            reader.Read();
            reader.Skip();

            // Behind a member that stays, a cut takes the comma before it; ahead of the first one that stays, the comma behind.
            if (openCut >= 0)
            {
                cuts.Add(new JsonSlice(openCut, start - openCut));
                openCut = -1;
            }

            if (isCut && hasKept)
            {
                cuts.Add(new JsonSlice(lastEnd, (int)reader.BytesConsumed - lastEnd));
            }
            else if (isCut)
            {
                openCut = start;
            }

            hasKept |= !isCut;
            lastEnd = (int)reader.BytesConsumed;
        }

        if (openCut >= 0)
        {
            cuts.Add(new JsonSlice(openCut, lastEnd - openCut));
        }

        return cuts;
    }

    private static Utf8JsonReader Open(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, Options);
        reader.Read();
        return reader;
    }

    private static bool IsAny(ref Utf8JsonReader reader, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (reader.ValueTextEquals(name))
            {
                return true;
            }
        }

        return false;
    }
}
