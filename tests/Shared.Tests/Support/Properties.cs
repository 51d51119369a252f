using FsCheck;
using FsCheck.Fluent;

namespace Tollgate.Tests.Support;

/// <summary>Runs a property as often as the suite can afford.</summary>
internal static class Properties
{
    public static void Check<T>(Gen<T> inputs, Action<T> holds, int runs = 200) =>
        FsCheck.Fluent.Prop.ForAll(inputs.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(runs));
}
