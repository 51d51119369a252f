using Tollgate.Routing.Options;

namespace Tollgate.Tests.Routing;

public sealed class WildcardTests
{
    [Theory]
    [InlineData("gpt-*", "gpt-4o", true)]
    [InlineData("gpt-*", "gpt-", true)]
    [InlineData("gpt-*", "Gpt-4o", false)]
    [InlineData("*", "", true)]
    [InlineData("*-mini", "gpt-4o-mini", true)]
    [InlineData("*-mini", "gpt-4o-mini-2", false)]
    [InlineData("a*b*c", "aXbXbc", true)]
    [InlineData("a*b*c", "aXcXb", false)]
    [InlineData("plain", "plain", true)]
    [InlineData("plain", "plainer", false)]
    public void Matches_StarsStandForAnything(string pattern, string name, bool fits) => Assert.Equal(fits, Wildcard.Matches(pattern, name));
}
