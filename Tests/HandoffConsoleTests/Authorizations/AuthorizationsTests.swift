import HandoffAudit
import HandoffCards
import Terminal
import Testing

@testable import HandoffConsole

@Suite struct AuthorizationsTests {
    /// What a key leads to.
    private func after(_ driver: inout ConsoleDriver, _ key: String) -> [ConsoleEffect] {
        let before = driver.effects.count
        driver.press(key)
        return Array(driver.effects[before...])
    }

    private func opened(isReadOnly: Bool = false) throws -> ConsoleDriver {
        var driver = ConsoleDriver([try SampleCards.restart()], 80, 24, isReadOnly: isReadOnly)
        driver.press("4")
        driver.send(.authorizationsLoaded(SampleAuthorizations.rows))
        return driver
    }

    @Test func theViewAsksForThemOnceAndAgainWhenTheyChange() throws {
        var driver = ConsoleDriver([], 80, 24)
        #expect(after(&driver, "4").contains(.loadAuthorizations))
        #expect(!after(&driver, "j").contains(.loadAuthorizations))
        driver.send(.authorizationsLoaded(SampleAuthorizations.rows))
        #expect(!after(&driver, "k").contains(.loadAuthorizations))
        let before = driver.effects.count
        driver.send(.authorizationsStale)
        #expect(driver.effects[before...].contains(.loadAuthorizations))
    }

    @Test func openOnesStandFirstAndTheNewestOfThem() throws {
        #expect(try opened().state.authorizations.rows.map(\.id.number) == [5, 3, 2, 4, 1])
    }

    @Test func revokingTakesOneKey() throws {
        var driver = try opened()
        #expect(after(&driver, "X") == [.changeAuthorizations([AuthorizationID(number: 5)], .revoked)])
        #expect(driver.state.dialog == nil)
        // In the details, too.
        driver.press("j")
        driver.press("Enter")
        #expect(driver.state.authorizations.detail != nil)
        #expect(after(&driver, "X") == [.changeAuthorizations([AuthorizationID(number: 3)], .revoked)])
    }

    @Test func whatHasEndedStaysSo() throws {
        var driver = try opened()
        for _ in 0..<3 { driver.press("j") }
        for key in ["X", "c"] {
            #expect(after(&driver, key).isEmpty)
            #expect(driver.state.dialog == nil)
            #expect(driver.state.status.passing?.text == "A4 is revoked, for good")
        }
    }

    @Test func pausingAllIsAboutThoseInForce() throws {
        var driver = try opened()
        #expect(
            after(&driver, "P")
                == [.changeAuthorizations([AuthorizationID(number: 5), AuthorizationID(number: 2)], .suspended)])
    }

    @Test func goingOnIsAskedBack() throws {
        var driver = try opened()
        driver.press("j")
        #expect(after(&driver, "c").isEmpty)
        #expect(driver.state.dialog == .renew(AuthorizationID(number: 3)))
        for key in ["c", "Enter", "X"] { #expect(after(&driver, key).isEmpty) }
        #expect(after(&driver, "Y") == [.changeAuthorizations([AuthorizationID(number: 3)], .renewed)])
        #expect(driver.state.dialog == nil)
    }

    @Test func theCursorStaysWithItsAuthorization() throws {
        var driver = try opened()
        driver.press("j")
        var rows = SampleAuthorizations.rows
        rows.append(SampleAuthorizations.row(6, .active, "crm.note, agent x"))
        driver.send(.authorizationsStale)
        driver.send(.authorizationsLoaded(rows))
        #expect(driver.state.authorizations.current?.id.number == 3)
    }

    @Test func readOnlyChangesNothing() throws {
        var driver = try opened(isReadOnly: true)
        for key in ["X", "P", "c"] { #expect(after(&driver, key).isEmpty && driver.state.dialog == nil) }
    }

    @Test func escapeLeadsBack() throws {
        var driver = try opened()
        driver.press("Enter")
        driver.press("Esc")
        #expect(driver.state.authorizations.detail == nil && driver.state.view == .authorizations)
        driver.press("Esc")
        #expect(driver.state.view == .queue)
    }
}
