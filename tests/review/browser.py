"""A page in headless Chromium, for tests: Debian's chromium, chromium-driver and python3-selenium."""

import os
import shutil
import socket
import sys
import time

try:
    from selenium import webdriver
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
except ImportError:
    webdriver = ActionChains = By = Keys = Service = WebDriverException = None

PATIENCE = 20  # seconds: a machine that tests much at once is slow


def skip_unless_there():
    """Ends the test, as one that was skipped, where there is no browser."""
    missing = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    missing += [] if webdriver else ["python3-selenium"]
    if missing:
        print("1..0 # SKIP the page needs %s to be tested: script/bootstrap test installs them" % ", ".join(missing))
        sys.exit(0)
    if not has_localhost():
        print("1..0 # SKIP the page needs localhost to be tested: /etc/hosts should name it")
        sys.exit(0)


def has_localhost():
    """Browser and driver speak to each other there."""
    try:
        return bool(socket.gethostbyname("localhost"))
    except OSError:
        return False


def start():
    """A browser, to be quit by who started it."""
    os.environ["no_proxy"] = os.environ["NO_PROXY"] = "localhost,127.0.0.1"
    options = webdriver.ChromeOptions()
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1500,940"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    options.binary_location = shutil.which("chromium")
    driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
    driver.set_script_timeout(60)
    return driver


class Page:
    """A page as one sees it who has never seen it before."""

    def __init__(self, driver, path, dark=False):
        self.driver = driver
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        driver.get("about:blank")
        self.open(path)
        self.script("localStorage.clear(); sessionStorage.clear()")
        driver.get("about:blank")
        self.list_errors()
        self.open(path)

    def open(self, path):
        self.driver.get("file://" + os.path.abspath(path))
        self.wait(lambda: self.all(".tabs button"))

    def script(self, text, *arguments):
        return self.driver.execute_script(text, *arguments)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        """The element, once it is there."""
        return self.wait(lambda: self.all(selector), selector)[0]

    def text(self, selector):
        return self.one(selector).text

    def texts(self, selector):
        return [element.text for element in self.all(selector)]

    def click(self, selector, text=None):
        """Clicks with the mouse on the element, or on the one of these that has the text."""
        def find():
            return [one for one in self.all(selector) if text is None or one.text == text]
        element = self.wait(find, "%s %s" % (selector, text or ""))[0]
        self.script("arguments[0].scrollIntoView({block: 'nearest'})", element)
        ActionChains(self.driver).move_to_element(element).click().perform()

    def keys(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def wait(self, condition, what="what is waited for"):
        """What the condition gives, once it gives something."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                value = condition()
                if value:
                    return value
            except WebDriverException:  # it was drawn anew meanwhile
                pass
            time.sleep(0.02)
        raise AssertionError("there is no %s" % what)

    def list_errors(self):
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
