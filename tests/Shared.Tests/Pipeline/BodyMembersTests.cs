using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tollgate.Pipeline;

namespace Tollgate.Tests.Pipeline;

public sealed class BodyMembersTests
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];

    [Theory]
    [InlineData("""{"a":1,"b":2,"c":3}""", """{"b":2,"c":3}""", "a")]
    [InlineData("""{"a":1,"b":2,"c":3}""", """{"a":1,"c":3}""", "b")]
    [InlineData("""{"a":1,"b":2,"c":3}""", """{"a":1,"b":2}""", "c")]
    [InlineData("""{"a":1,"b":2,"c":3}""", """{"c":3}""", "a", "b")]
    [InlineData("""{"a":1,"b":2,"c":3}""", """{}""", "a", "b", "c")]
    [InlineData("""{ "a" : 1 , "b" : [ 2 ] }""", """{ "b" : [ 2 ] }""", "a")]
    [InlineData("""{ "a" : 1 , "b" : [ 2 ] }""", """{ "a" : 1 }""", "b")]
    [InlineData("""{"b":{"a":1},"\u0061":2}""", """{"b":{"a":1}}""", "a")]
    [InlineData("""{"b":1}""", """{"b":1}""", "a")]
    public void Cuts_OfMembers_LeaveTheRestAsItWas(string body, string left, params string[] names) =>
        Assert.Equal(left, Cut(body, names));

    [Fact]
    public void Cuts_OfAnyMembersInAnyOrder_LeaveAnObjectOfTheOthers() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Shuffle(Names).Select(order => order.ToArray()).ToArbitrary(),
        Gen.SubListOf(Names).Select(cut => cut.ToArray()).ToArbitrary(),
        Gen.Elements("", " ", "\n\t ").ToArbitrary(),
        (order, cut, space) =>
        {
            var body = $"{{{space}{string.Join($"{space},{space}", order.Select(name => $"\"{name}\"{space}:{space}\"{name}, \\\"x\\\"\""))}{space}}}";
            var left = JsonNode.Parse(Cut(body, cut))!.AsObject().Select(member => member.Key);
            return left.SequenceEqual(order.Except(cut));
        }));

    private static string Cut(string body, string[] names)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var left = new List<byte>();
        var from = 0;
        foreach (var cut in BodyMembers.Cuts(bytes, names))
        {
            Assert.InRange(cut.Start, from, bytes.Length);
            left.AddRange(bytes[from..cut.Start]);
            from = cut.End;
        }

        return Encoding.UTF8.GetString([.. left, .. bytes[from..]]);
    }
}
